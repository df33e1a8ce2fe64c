"""Import other people's tables: rows in, Turtle files and a report out."""
