"""How long names may be in tables."""

NAME_LENGTH = 200
"""Names that people choose: of kinds, pools, sponsors, keys."""
WORD_LENGTH = 32
"""Words that the rules choose: states, reasons, rulings."""
