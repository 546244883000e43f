"""Lets `python -m tablee` be the command `tablee`."""

from tablee.cli import main

if __name__ == "__main__":
    main(prog_name="tablee")
