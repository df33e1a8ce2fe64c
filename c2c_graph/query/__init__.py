"""SPARQL text and limits go in, result bytes come out; strangers' queries run apart.

A query is looked at first (`guard`), then evaluated in one of a few processes
(`slot`, kept by `pool`) that the kernel ends at a deadline or a memory limit. What
the rest of the house uses is in `engine`.
"""
