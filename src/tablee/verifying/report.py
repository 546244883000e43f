"""Says what a verifier concludes, in one language, for a terminal."""

from collections.abc import Callable

from tablee.core.text import Text
from tablee.verifying.checks.receipt import CHECK as RECEIPT
from tablee.verifying.conclusion import PROVEN, UNWITNESSED, WRONG, Conclusion
from tablee.verifying.figures import NAMES
from tablee.verifying.finding import State
from tablee.verifying.limits import KEYS

MARKS = {State.RIGHT: "✓", State.WRONG: "✗", State.UNWITNESSED: "?", State.ABSENT: "–"}
_ENDS = {
    PROVEN: Text(
        "PROVEN: the count follows from the leaves, and witnesses have seen them.",
        "PROUVÉ : le décompte découle des feuilles, et des témoins les ont vues.",
    ),
    WRONG: Text(
        "WRONG: do not believe this copy. What is marked with ✗ says why.",
        "FAUX : ne croyez pas cette copie. Ce qui porte ✗ dit pourquoi.",
    ),
    UNWITNESSED: Text(
        "NOT WITNESSED: the count follows from the leaves, but nobody independent has seen them.",
        "SANS TÉMOIN : le décompte découle des feuilles, mais nul tiers ne les a vues.",
    ),
}
_OTHERWISE = Text(
    "WRONG: this copy counts right, but it and the receipt do not agree. What is marked with ✗ "
    "says why.",
    "FAUX : cette copie compte juste, mais elle et le reçu ne s'accordent pas. Ce qui porte ✗ dit "
    "pourquoi.",
)
_OWN_KEYS = Text(
    "COMPARE THE KEYS: they were read in this copy itself, and prove nothing against its author.",
    "COMPAREZ LES CLÉS : elles ont été lues dans cette copie, et ne prouvent rien contre son "
    "auteur.",
)
_TOTALS = Text("The totals, counted again here:", "Les totaux, recomptés ici :")
_AUDITS = Text("The results of audits in this log:", "Les résultats d'audits dans ce journal :")
_INCIDENTS = Text("What the organiser stated:", "Ce que l'organisateur a déclaré :")
_LIMITS = Text("What this does not prove:", "Ce que cela ne prouve pas :")
_LOG = Text("Log {}, {} leaves", "Journal {}, {} feuilles")


def told(conclusion: Conclusion, language: str, number: Callable[[int], str]) -> str:
    """Return the whole report."""

    def say(words: Text) -> str:
        return words.say(language)

    lines = []
    if conclusion.origin:
        head = _LOG.about(conclusion.origin, number(conclusion.size))
        lines += [say(head), conclusion.root, ""]
    for finding in conclusion.findings:
        lines.append(f"{MARKS[finding.state]} {finding.check:<10} {say(finding.words)}")
    if conclusion.figures:
        lines += ["", say(_TOTALS)]
        said = {name: number(value) for name, value in conclusion.figures.items()}
        width = max(len(value) for value in said.values())
        lines += [f"  {value:>{width}}  {say(NAMES[name])}" for name, value in said.items()]
    lists = (
        (_AUDITS, [say(each) for each in conclusion.audits]),
        (_INCIDENTS, [say(each) for each in conclusion.incidents]),
        (_LIMITS, [f"· {say(limit.words)}" for limit in conclusion.limits]),
    )
    for head, each in lists:
        if each:
            lines += ["", say(head), *(f"  {line}" for line in each)]
    lines += ["", say(_end(conclusion))]
    if KEYS in conclusion.limits and conclusion.code != WRONG:
        lines.append(say(_OWN_KEYS))
    return "\n".join(lines)


def _end(conclusion: Conclusion) -> Text:
    """Return the verdict: one line; what a receipt alone is against may be the receipt's fault."""
    wrong = {each.check for each in conclusion.findings if each.state is State.WRONG}
    return _OTHERWISE if wrong == {RECEIPT} else _ENDS[conclusion.code]
