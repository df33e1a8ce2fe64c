"""Describe what an IRI of this graph names, with a bounded number of look-ups."""
