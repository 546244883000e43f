"""The rules of the house, as functions from files to findings."""
