"""What is wrong with a leaf, in a sentence, in both languages."""

from tablee.core.errors import TableeError
from tablee.core.log.fault import BadLog
from tablee.core.text import Text


class BadLeaf(BadLog):
    """This leaf is not one that a sound log holds at this place."""


class LeafRefused(BadLeaf):
    """This leaf does not follow from those before it."""

    def __init__(self, number: int, kind: str, why: Text) -> None:
        """Take the leaf's number and kind, and what is wrong with it in a sentence."""
        self.number, self.kind, self.why = number, kind, why
        super().__init__(
            f"Leaf {number} ({kind}): {why.en}", f"Feuille {number} ({kind}) : {why.fr}"
        )


def words_of(error: TableeError) -> Text:
    """Return what is wrong, in both languages; the rules of campaigns say it in English alone."""
    if isinstance(error, BadLog):
        return error.words
    return Text(str(error), "Les règles d'une campagne ne le permettent pas.")
