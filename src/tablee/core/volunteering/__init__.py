"""Volunteering: shifts, who comes to them, and for how long."""
