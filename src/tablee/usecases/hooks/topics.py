"""Everything that is told to receivers of events, with a sentence about each."""

from typing import NamedTuple

from tablee.core.text import Text

ACTS_RECORDED = "acts.recorded"
HOOK_TRIED = "hook.tried"


class Topic(NamedTuple):
    """One sort of event."""

    name: str
    about: Text


TOPICS = (
    Topic(
        "terms.published",
        Text(
            "Terms were published: the first version of a campaign, an amendment, or a raise.",
            "Des règles ont été publiées : première version, amendement ou relèvement.",
        ),
    ),
    Topic(
        "cover.laid",
        Text(
            "A line got longer: a pledge, a raise or a milestone took effect. Acts that waited"
            " may be paid now.",
            "Une ligne s'est allongée : un engagement, un relèvement ou un palier a pris effet."
            " Des actions sans repas peuvent maintenant être payées.",
        ),
    ),
    Topic(
        "milestone.reached",
        Text("A milestone was reached.", "Un palier a été atteint."),
    ),
    Topic(
        ACTS_RECORDED,
        Text(
            "Acts were received since the last such event: the numbers of the first and the last,"
            " how many, and the three totals, in units, with them; what of these purchases are,"
            " where they are counted apart.",
            "Des actions ont été reçues depuis le dernier événement de ce type : numéros de la"
            " première et de la dernière, combien, et les trois totaux, en unités, avec elles ; la"
            " part des achats, s'ils sont comptés à part.",
        ),
    ),
    Topic(
        "act.decided",
        Text(
            "Somebody, or the verification of a page, decided about an act; its state is"
            " 'counted', 'refused' or 'reversed'.",
            "Quelqu'un, ou la vérification d'une page, a décidé d'une action ; son état (`state`)"
            " est « counted », « refused » ou « reversed ».",
        ),
    ),
    Topic(
        "act.chosen",
        Text(
            "The organiser chose an act, or said anew why: the numbers of the act that the choice"
            " is, and of the one that was chosen.",
            "L'organisateur a sélectionné une action, ou en a redit la raison : numéros de"
            " l'action qu'est la sélection, et de celle qui a été sélectionnée.",
        ),
    ),
    Topic(
        "appeal.received",
        Text(
            "Somebody appealed against the refusal or reversal of an act.",
            "Quelqu'un a fait un recours contre le refus ou l'annulation d'une action.",
        ),
    ),
    Topic(
        "appeal.answered",
        Text("An appeal was answered.", "Un recours a reçu sa réponse."),
    ),
    Topic(
        "appeals.ended",
        Text(
            "The time of appeal of so many refused or reversed acts is over: they have left their"
            " line, and those behind moved up.",
            "Le temps de recours de tant d'actions refusées ou annulées est fini : elles ont"
            " quitté leur ligne, et celles de derrière ont avancé.",
        ),
    ),
    Topic(
        "codes.guessed",
        Text(
            "Very many wrong receipt codes were typed within an hour: somebody may be guessing.",
            "Un très grand nombre de codes de ticket faux ont été saisis en une heure : quelqu'un"
            " essaie peut-être d'en deviner.",
        ),
    ),
    Topic(
        "note.posted",
        Text(
            "A public message of a sponsor, the association or the organiser was posted.",
            "Un message public d'un mécène, de l'association ou de l'organisateur a paru.",
        ),
    ),
    Topic(
        "document.signed",
        Text(
            "What a sponsor or the association signed was taken in; its kind is 'pledge', 'raise',"
            " 'payment' or 'delivery'. Whose word it is, how many units, by which key (its"
            " fingerprint), and the SHA-256 of the text; of a promise its name and line, else its"
            " reference.",
            "Ce qu'un mécène ou l'association a signé a été accepté ; son genre (`kind`) est"
            " « pledge » (engagement), « raise » (relèvement), « payment » (paiement) ou"
            " « delivery » (livraison). De qui est la parole, combien d'unités, par quelle clé"
            " (son empreinte), et le SHA-256 du texte ; d'une promesse son nom et sa ligne, sinon"
            " sa référence.",
        ),
    ),
    Topic(
        "campaign.closed",
        Text(
            "The campaign is closed: no act is taken any more, appeals still run.",
            "La campagne est close : plus aucune action n'est prise, les recours continuent.",
        ),
    ),
    Topic(
        "campaign.settled",
        Text(
            "The campaign is settled: its figures are final.",
            "La campagne est soldée : ses chiffres sont définitifs.",
        ),
    ),
    Topic(
        HOOK_TRIED,
        Text(
            "Nothing has happened: somebody typed `tablee hooks try` to see whether events arrive.",
            "Rien ne s'est passé : quelqu'un a tapé `tablee hooks try` pour voir si les événements"
            " arrivent.",
        ),
    ),
)
