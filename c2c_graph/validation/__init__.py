"""Validation: what a dataset says against what it may say, as one report."""
