"""The checks of the verifier, one module for each."""
