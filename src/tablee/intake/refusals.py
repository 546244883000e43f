"""What a sender can do about an act that the rules refused at the door."""

from typing import Any, NamedTuple

from tablee.core.reason import Reason
from tablee.core.text import Text


class _Words(NamedTuple):
    """The field a refusal is about, what it means, and what can be done."""

    field: str
    title: Text
    remedy: Text


_NOTHING_TO_DO = Text(
    "The receipt keeps this refusal; nothing else is needed.",
    "Le reçu garde trace de ce refus ; il n'y a rien d'autre à faire.",
)

REFUSALS: dict[Reason, _Words] = {
    Reason.TOO_EARLY: _Words(
        "occurred_at",
        Text("The act is older than the campaign", "L'action précède la campagne"),
        Text(
            "Send acts that occurred within the campaign's window; check date and zone.",
            "Envoyez des actions faites pendant la campagne ; vérifiez la date et le fuseau.",
        ),
    ),
    Reason.TOO_LATE: _Words(
        "occurred_at",
        Text("The act came after the end", "L'action arrive après la fin"),
        Text(
            "Send acts that occurred within the campaign's window; check date and zone.",
            "Envoyez des actions faites pendant la campagne ; vérifiez la date et le fuseau.",
        ),
    ),
    Reason.IN_THE_FUTURE: _Words(
        "occurred_at",
        Text("The act lies in the future", "L'action est dans le futur"),
        Text(
            "Set your clock, or send the act again once it has occurred.",
            "Réglez votre horloge, ou renvoyez l'action une fois qu'elle a eu lieu.",
        ),
    ),
    Reason.KIND_NOT_OPEN: _Words(
        "kind",
        Text("This kind of act is not open yet", "Ce type d'action n'est pas encore ouvert"),
        Text(
            "Send it again once the milestone that opens it is reached.",
            "Renvoyez-la quand le palier qui l'ouvre sera atteint.",
        ),
    ),
    Reason.DAILY_LIMIT: _Words(
        "supporter",
        Text("The supporter's limit for that day is reached", "La limite du jour est atteinte"),
        Text(
            "The same supporter can act again on another day.",
            "Le même participant pourra agir de nouveau un autre jour.",
        ),
    ),
    Reason.TOTAL_LIMIT: _Words(
        "supporter",
        Text("The supporter's limit is reached", "La limite par participant est atteinte"),
        _NOTHING_TO_DO,
    ),
    Reason.EVIDENCE_TOO_WEAK: _Words(
        "evidence",
        Text("Such evidence is not counted here", "Cette preuve ne suffit pas ici"),
        Text(
            "Send evidence of class A, or C to have a person look at it.",
            "Envoyez une preuve de classe A, ou C pour qu'une personne l'examine.",
        ),
    ),
    Reason.CAMPAIGN_CLOSED: _Words(
        "",
        Text("The campaign is closed", "La campagne est close"),
        _NOTHING_TO_DO,
    ),
}
"""One row for each reason of `core.reason.DOOR_REASONS`."""


def refusal_fields(reason: Reason, language: str) -> dict[str, Any]:
    """Return the problem that goes with an answer whose state is ``refused``."""
    words = REFUSALS[reason]
    fields = {
        "type": f"/problems/refused#{reason}",
        "title": words.title.say(language),
        "remedy": words.remedy.say(language),
    }
    if words.field:
        fields["field"] = words.field
    return fields
