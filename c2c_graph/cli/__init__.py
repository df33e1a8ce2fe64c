"""The command line: `c2c`, one module a command."""
