"""Campaigns in which acts become gifts that sponsors pay for."""

__version__ = "0.1.0"
