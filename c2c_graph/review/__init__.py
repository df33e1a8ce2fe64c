"""Validation of what strangers hand in, in processes that can be killed."""
