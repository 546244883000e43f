"""Lists of codes and words: products that count, shops where a rule holds."""

from tablee.campaign_file.finding import Notes
from tablee.campaign_file.places import Path
from tablee.core.purchase.gtin import gtin
from tablee.core.text import Text

MOST_CODES = 20_000
LONGEST_CODE = 100
"""Letters of a shop's code, at most."""


def read_gtins(notes: Notes, path: Path, value: object) -> tuple[str, ...] | None:
    """Return product codes with fourteen digits each; note those that are none."""
    words = read_codes(notes, path, value)
    if words is None:
        return None
    full = {word: gtin(word) for word in words}
    for word, code in full.items():
        if code is None:
            notes.refuse(
                path,
                Text(
                    en=f"'{word[:40]}' is no product code: its check digit or its length is wrong.",
                    fr=f"« {word[:40]} » n’est pas un code produit : clé ou longueur fausse.",
                ),
                Text(
                    en="Write the digits under the bar code, 8, 12, 13 or 14 of them.",
                    fr="Écrivez les chiffres sous le code-barres : 8, 12, 13 ou 14.",
                ),
            )
    return tuple(dict.fromkeys(code for code in full.values() if code))


def read_codes(notes: Notes, path: Path, value: object) -> tuple[str, ...] | None:
    """Return words as they stand, each once."""
    if not isinstance(value, list) or len(value) > MOST_CODES or not _are_words(value):
        notes.refuse(
            path,
            Text(
                en=f"This is no list of at most {MOST_CODES} codes in quotes.",
                fr=f"Ce n’est pas une liste d’au plus {MOST_CODES} codes entre guillemets.",
            ),
            Text(
                en='Write for example: ["4006381333931"]',
                fr='Écrivez par exemple : ["4006381333931"]',
            ),
        )
        return None
    return tuple(dict.fromkeys(each.strip() for each in value))


def _are_words(value: list[object]) -> bool:
    return all(
        isinstance(each, str) and each.strip() and len(each) <= LONGEST_CODE and each.isprintable()
        for each in value
    )
