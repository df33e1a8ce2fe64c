"""Answer HTTP: SPARQL, dereferenceable IRIs, pages for people. A file an endpoint."""
