"""Reading and writing RDF: bytes in, triples with their place in the text out."""
