"""Words for people, in both languages."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in English and in French.

    >>> Text(en="meal", fr="repas").say("fr")
    'repas'
    """

    en: str
    fr: str

    def say(self, language: str) -> str:
        """Return the words in *language* ("fr", "fr-ca", "en"); English for any other."""
        return self.fr if language.startswith("fr") else self.en

    def about(self, *values: object) -> "Text":
        """Return the words with *values* in their gaps.

        >>> Text(en="{} meals", fr="{} repas").about(5).en
        '5 meals'
        """
        return Text(self.en.format(*values), self.fr.format(*values))
