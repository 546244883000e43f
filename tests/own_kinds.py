"""A campaign file with kinds that nobody ever heard of: books handed in, and tales told."""

from tablee.campaign_file.read import read_terms

SLUG = "books-2026"
FILE = """
slug = "books-2026"
title = { en = "Books for all", fr = "Des livres pour tous" }
summary = { en = "Books become meals.", fr = "Des livres deviennent des repas." }
opens_at = 2026-02-20T00:00:00Z
closes_at = 2026-03-20T23:59:59Z
time_zone = "Europe/Paris"

[unit]
one = { en = "meal", fr = "repas" }
other = { en = "meals", fr = "repas" }
value = "1.00"
currency = "EUR"
method = { en = "As in 2025.", fr = "Comme en 2025." }

[label]
beneficiary = "The kitchen"
organiser = "Ada"
remainder = { en = "Kept.", fr = "Gardé." }
paid_by = 2026-12-31
contact = "ada@kitchen.example"

[[sponsors]]
name = "Dana"

[[pools]]
name = "books"
title = { en = "Books", fr = "Livres" }

[[kinds]]
name = "books_handed_in"
pool = "books"
rate = 3
evidence = "A"
title = { en = "Hand in a book", fr = "Remettre un livre" }
call = { en = "Bring a book to the library.", fr = "Apportez un livre à la bibliothèque." }
source = { en = "The library counts them.", fr = "La bibliothèque les compte." }

[[kinds]]
name = "tales_told"
pool = "books"
rate = 2
evidence = "C"
title = { en = "Tell a tale", fr = "Raconter une histoire" }
call = { en = "Read to children.", fr = "Lisez aux enfants." }
source = { en = "Readers say so, and Ben asks.", fr = "On nous le dit, et Ben demande." }

[[pledges]]
name = "books"
pool = "books"
units = 10
sponsors = { Dana = 1 }
"""


def terms():
    """Return what the file says."""
    reading = read_terms(FILE)
    assert reading.terms is not None, reading.findings
    return reading.terms
