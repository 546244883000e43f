"""The books: every unit promised, earned, paid and delivered, in double entry."""
