"""Why a witness does not start, or does not sign."""

from tablee.core.errors import OperatorMatter
from tablee.core.text import Text


class WitnessFault(OperatorMatter):
    """Something that whoever runs a witness must know; nothing was signed."""

    words = Text("The witness does not do this.", "Le témoin ne fait pas cela.")

    def __init__(self) -> None:
        super().__init__(self.words.en)


class WitnessRetired(WitnessFault):
    """What the witness had seen is gone, in whole or in part: it must not sign again."""

    words = Text(
        "This witness has lost what it had seen, and must not sign again: it might sign two "
        "stories. Make another one in another folder, and tell the campaign its key.",
        "Ce témoin a perdu ce qu'il avait vu et ne doit plus signer : il pourrait signer deux "
        "histoires. Créez-en un autre dans un autre dossier, et donnez sa clé à la campagne.",
    )


class NoWitness(WitnessFault):
    """There is no witness in this folder."""

    words = Text(
        "There is no witness in this folder; make one with: tablee witness init",
        "Il n'y a pas de témoin dans ce dossier ; créez-en un avec : tablee witness init",
    )


class WitnessThere(WitnessFault):
    """There is a witness in this folder already, or there was; nothing was changed."""

    words = Text(
        "There is a witness in this folder already, or what is left of one; nothing was changed.",
        "Il y a déjà un témoin dans ce dossier, ou ce qu'il en reste ; rien n'a été changé.",
    )


class WitnessRunning(WitnessFault):
    """Another process has this witness open; nothing was changed."""

    words = Text(
        "This witness is running in another process; stop that one first.",
        "Ce témoin tourne dans un autre processus ; arrêtez d'abord celui-là.",
    )
