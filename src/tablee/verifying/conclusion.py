"""What a verifier concludes: its findings, the figures, and what none of it proves."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from tablee.core.books.days import moment_of
from tablee.core.text import Text
from tablee.verifying.finding import Finding, State

PROVEN, WRONG, UNUSABLE, UNWITNESSED = 0, 1, 2, 3
"""Exit codes, part of the contract with other verifiers (docs/log/verifying.md)."""
_HIDDEN = re.compile(
    "[\0-\x1f\x7f-\xa0\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u1680\u180e\u2000-\u200f"
    "\u2028-\u202f\u205f-\u206f\u3000\ud800-\uf8ff\ufeff\ufff9-\ufffb\U000110bd\U000110cd"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    "\U000f0000-\U0010ffff]"
)
"""Controls, blanks other than a space, what turns other characters around, what no font can know.

They are named one by one, so that every verifier says the same: what a language calls printable
depends on how much of Unicode it knows.
"""


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
    en, fr = (_HIDDEN.sub(" ", incident[language]) for language in ("en", "fr"))
    return Text(f"{moment} {en}", f"{moment} {fr}")


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
