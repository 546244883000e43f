"""What can be wrong with a table of shifts, in both languages, with what to write instead."""

from typing import NamedTuple

from tablee.core.text import Text


class Fault(NamedTuple):
    """Something wrong with one line."""

    line: int
    """From 1, as a spreadsheet numbers them; 0 for a form."""
    column: str
    """One of `tablee.core.volunteering.reading.HEADINGS`; empty when it is about all of it."""
    words: Text


COLUMNS = {
    "place": Text("place", "lieu"),
    "address": Text("address", "adresse"),
    "day": Text("date", "date"),
    "start": Text("start", "début"),
    "end": Text("end", "fin"),
    "capacity": Text("capacity", "places"),
    "note": Text("note", "remarque"),
}
"""What the columns are called, in each language."""

EMPTY = Text(
    "There is no shift in it: write one on each line, below the headings.",
    "Il n’y a aucun créneau : écrivez-en un par ligne, sous les en-têtes.",
)
NO_COLUMN = Text(
    "This column is missing: the first line holds the headings.",
    "Cette colonne manque : la première ligne porte les en-têtes.",
)
TOO_MANY = Text("Too many lines: cut the file in two.", "Trop de lignes : coupez le fichier.")
TOO_WIDE = Text(
    "More cells than headings: put words with a separator in quotation marks.",
    "Plus de cases que d’en-têtes : mettez entre guillemets ce qui contient un séparateur.",
)
TWICE = Text(
    "This place has a shift at these hours on an earlier line.",
    "Ce lieu a déjà un créneau à ces heures sur une ligne précédente.",
)
NO_PLACE = Text(
    "Say at which site or shop the shift is.", "Dites dans quel site ou magasin a lieu le créneau."
)
NO_DAY = Text(
    "This is no date: write 2026-12-05 or 05/12/2026.",
    "Ce n’est pas une date : écrivez 05/12/2026 ou 2026-12-05.",
)
NO_HOUR = Text("This is no hour: write 9:00 or 9h30.", "Ce n’est pas une heure : écrivez 9h30.")
SKIPPED_HOUR = Text(
    "The clocks skip this hour on that day: they are put forward.",
    "Cette heure n’existe pas ce jour-là : on passe à l’heure d’été.",
)
TOO_LONG = Text(
    "The shift would last more than 16 hours: check start and end.",
    "Le créneau durerait plus de 16 heures : vérifiez le début et la fin.",
)
NO_NUMBER = Text(
    "Give a whole number of people, from 1 to 10000.",
    "Donnez un nombre entier de personnes, de 1 à 10000.",
)
TOO_MANY_LETTERS = Text(
    "That is too long, or has letters that cannot be shown.",
    "C’est trop long, ou contient des caractères qu’on ne peut pas afficher.",
)
