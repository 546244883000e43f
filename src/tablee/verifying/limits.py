"""What no log can show, said each time, so that nobody takes a proof for more than it is."""

from tablee.core.leaves.recount.facts import Facts
from tablee.core.text import Text
from tablee.verifying.conclusion import Limit

INVENTED = Limit(
    "invented_acts",
    Text(
        "That no act was invented: whoever keeps the log can write acts that nobody did. Only "
        "drawing lots and looking again finds them (tablee audit).",
        "Qu'aucune action n'est inventée : qui tient le journal peut y écrire des actions que "
        "personne n'a faites. Seul un tirage au sort les trouve (tablee audit).",
    ),
)
HUMAN = Limit(
    "human_acts",
    Text(
        "That a person did each act, and not a machine.",
        "Qu'une personne a fait chaque action, et non une machine.",
    ),
)
EATEN = Limit(
    "meals_eaten",
    Text(
        "That a meal was eaten: deliveries are what the association signed.",
        "Qu'un repas a été mangé : les livraisons sont ce que l'association a signé.",
    ),
)
SUPPORTERS = Limit(
    "supporters",
    Text(
        "How many people took part: a milestone was reached by it, and the log names nobody.",
        "Combien de gens ont participé : un palier en dépendait, et le journal ne nomme personne.",
    ),
)
EARLY = Limit(
    "early_history",
    Text(
        "That the history shown is the only one: no quorum of witnesses saw it, and no older "
        "checkpoint was given. All of it may have been written anew.",
        "Que l'histoire montrée est la seule : trop peu de témoins l'ont vue, et aucun point de "
        "contrôle plus ancien n'a été donné. Tout a pu être récrit.",
    ),
)
KEYS = Limit(
    "keys",
    Text(
        "Whose keys these are: that of the log, of a witness, or of whoever signed a promise, a "
        "receipt or an audit was read in this very copy. Compare them with those that sponsors, "
        "the association, auditors and witnesses publish elsewhere, and give them with --key.",
        "À qui sont les clés : celle du journal, d'un témoin, ou de qui a signé un engagement, "
        "un reçu ou un audit a été lue dans cette copie même. Comparez-les à celles que les "
        "mécènes, l'association, auditeurs et témoins publient ailleurs, et donnez-les par --key.",
    ),
)
UNSIGNED = Limit(
    "promises",
    Text(
        "That sponsors made these promises: not all of them are signed in the log.",
        "Que les mécènes ont pris ces engagements : tous ne sont pas signés dans le journal.",
    ),
)
ERASED = Limit(
    "erased_acts",
    Text(
        "What some acts were: people had them erased. They count, but nobody can open them again.",
        "Ce qu'étaient certaines actions : on les a fait effacer. Elles comptent, mais nul ne peut "
        "plus les rouvrir.",
    ),
)

NAMELESS = Limit(
    "nameless_acts",
    Text(
        "That limits per person were kept where the person is not known.",
        "Que les limites par personne sont tenues là où la personne n'est pas connue.",
    ),
)
LATE = Limit(
    "told_in_time",
    Text(
        "That acts counted after the last call were told of before it.",
        "Que les actions comptées après la clôture avaient été dites avant.",
    ),
)


def of(facts: Facts) -> list[Limit]:
    """Return what this log cannot show, besides what none can."""
    is_signed = all(each.signed >= each.units for each in facts.promised)
    said = {
        SUPPORTERS: bool(facts.stated),
        UNSIGNED: not is_signed,
        ERASED: bool(facts.erased.get("acts")),
        NAMELESS: facts.unnamed > 0,
        LATE: facts.told_in_time > 0,
    }
    return [limit for limit, is_said in said.items() if is_said]
