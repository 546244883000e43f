"""The rules: what counts, who pays, and how it is proven; no clock, no dice, no wires."""
