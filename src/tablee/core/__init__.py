"""The rules: standard library only; no clock, no dice, no wires, no framework."""
