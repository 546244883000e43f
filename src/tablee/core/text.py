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
        """Return the words with *values* in their gaps; other words are said in each language.

        >>> Text(en="{} {}", fr="{} {}").about(5, Text(en="meals", fr="repas")).fr
        '5 repas'
        """
        en = (each.en if isinstance(each, Text) else each for each in values)
        fr = (each.fr if isinstance(each, Text) else each for each in values)
        return Text(self.en.format(*en), self.fr.format(*fr))
