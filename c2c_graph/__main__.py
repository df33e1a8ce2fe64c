"""`python -m c2c_graph` is the same as `c2c`."""

from c2c_graph.cli import main

if __name__ == "__main__":
    main()
