"""Why a till file cannot be read, in words for whoever sends it."""

from tablee.core.text import Text


class Unreadable(Exception):
    """The file cannot be read as it is; nothing of it was counted."""

    def __init__(self, en: str, fr: str) -> None:
        super().__init__(en)
        self.words = Text(en=en, fr=fr)


class StillGrowing(Unreadable):
    """Somebody is still writing the file; wait, and read it later."""

    def __init__(self) -> None:
        super().__init__(
            "The file is still being written: read it again once it is whole.",
            "Le fichier est en cours d’écriture : relisez-le quand il sera entier.",
        )
