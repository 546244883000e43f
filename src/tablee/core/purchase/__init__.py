"""Purchases: which baskets of a partner's tills bring acts, and what a return takes back."""
