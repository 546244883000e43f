"""What is wrong with a file: where, what, and what to write instead."""

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from tablee.core.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tablee.campaign_file.places import Path, Places


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend in a file, or, as a warning, to look at."""

    line: int
    """Counted from 1."""
    field: str
    """Where it is, as in ``pledges[0].pool``; empty for the file as a whole."""
    message: Text
    remedy: Text
    is_warning: bool = False

    def say(self, language: str, *, name: str = "") -> str:
        """Return the whole finding on a few lines; *name* is the file's, if it has one."""
        is_french = language.startswith("fr")
        place = f"ligne {self.line}" if is_french else f"line {self.line}"
        parts = [name, place, self.field]
        head = ", ".join(part for part in parts if part)
        if self.is_warning:
            head += " (avertissement)" if is_french else " (warning)"
        colon = " :" if is_french else ":"
        remedy = self.remedy.say(language).replace("\n", "\n    ")
        return f"{head}{colon} {self.message.say(language)}\n    {remedy}"


class Notes:
    """Findings as they are made; they come out in order of line."""

    def __init__(self, places: "Places") -> None:
        self.places = places
        self._findings: list[Finding] = []

    def refuse(self, path: "Path", message: Text, remedy: Text) -> None:
        """Write down something for which the file cannot be used."""
        self._add(path, message, remedy, is_warning=False)

    def warn(self, path: "Path", message: Text, remedy: Text) -> None:
        """Write down something that deserves a look and refuses nothing."""
        self._add(path, message, remedy, is_warning=True)

    def _add(self, path: "Path", message: Text, remedy: Text, *, is_warning: bool) -> None:
        line = self.places.line(path)
        self._findings.append(Finding(line, spoken(path), message, remedy, is_warning))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything found, in order of line."""
        return tuple(sorted(self._findings, key=lambda each: each.line))

    @property
    def is_refused(self) -> bool:
        """Whether something more than warnings was found."""
        return any(not finding.is_warning for finding in self._findings)


def spoken(path: "Path") -> str:
    """Return *path* as people write it.

    >>> spoken(("pledges", 0, "pool"))
    'pledges[0].pool'
    """
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}"
    return text.removeprefix(".")


def closest(word: str, words: "Iterable[str]") -> str:
    """Return the one of *words* that was probably meant; empty when none is near."""
    near = {each.casefold().replace("-", "_"): each for each in words}
    found = get_close_matches(word.casefold().replace("-", "_"), near, n=1, cutoff=0.6)
    return near[found[0]] if found else ""


def choose(word: str, words: "Iterable[str]") -> Text:
    """Return a remedy: the word probably meant, or all there are."""
    known = sorted(each for each in words if each)
    meant = closest(word, known)
    if meant:
        return Text(en=f"Did you mean '{meant}'?", fr=f"Vouliez-vous dire « {meant} » ?")
    if not known:
        return Text(en="None is defined yet.", fr="Il n’y en a encore aucun.")
    return Text(
        en=f"Choose from: {', '.join(known)}.", fr=f"Choisissez parmi : {', '.join(known)}."
    )
