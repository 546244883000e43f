"""What a verifier concludes: its findings, the figures, and what none of it proves."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from tablee.core.books.days import moment_of
from tablee.core.text import Text
from tablee.verifying.finding import Finding, State

PROVEN, WRONG, UNUSABLE, UNWITNESSED = 0, 1, 2, 3
"""Exit codes, part of the contract with other verifiers (docs/log/verifying.md)."""


class Limit(NamedTuple):
    """Something that the log cannot show."""

    name: str
    words: Text


def stated(incident: Mapping[str, Any]) -> Text:
    r"""Return what a log's organiser stated, and when: in one line, without hidden characters.

    >>> stated({"minute": 22_176_061, "en": "Back\x1b.", "fr": "Retour."}).en
    '2012-03-01T01:01Z Back .'
    """
    moment = moment_of(incident["minute"])
    seen = {
        language: "".join(char if char.isprintable() else " " for char in incident[language])
        for language in ("en", "fr")
    }
    return Text(f"{moment} {seen['en']}", f"{moment} {seen['fr']}")


@dataclass(frozen=True, slots=True)
class Conclusion:
    """Everything that is told."""

    origin: str
    size: int
    root: str
    findings: tuple[Finding, ...]
    figures: dict[str, int] = field(default_factory=dict)
    """In units, but for the acts voided: see `tablee.verifying.figures`."""
    limits: tuple[Limit, ...] = ()
    audits: tuple[Text, ...] = ()
    """What auditors found, as the log says."""
    incidents: tuple[Text, ...] = ()
    """What the organiser stated, each with its moment."""

    @property
    def code(self) -> int:
        """The exit code."""
        states = {each.state for each in self.findings}
        if State.WRONG in states:
            return WRONG
        return UNWITNESSED if State.UNWITNESSED in states else PROVEN

    def as_object(self) -> dict[str, Any]:
        """Return it as the JSON that `--json` prints."""
        said = {"audits": self.audits, "incidents": self.incidents}
        return {
            "origin": self.origin,
            "size": self.size,
            "root": self.root,
            "code": self.code,
            "checks": [
                {
                    "name": each.check,
                    "state": each.state.value,
                    "files": list(each.files),
                    **({} if each.leaf is None else {"leaf": each.leaf}),
                    "en": each.words.en,
                    "fr": each.words.fr,
                }
                for each in self.findings
            ],
            "figures": self.figures,
            **{
                name: [{"en": each.en, "fr": each.fr} for each in words]
                for name, words in said.items()
                if words
            },
            "not_proven": [
                {"name": each.name, "en": each.words.en, "fr": each.words.fr}
                for each in self.limits
            ],
        }
