"""Releases: from files to an immutable folder that servers open read-only."""
