"""City2City: a knowledge graph of cities, their networks and what they promise."""
