"""Says in plain words what an audit has shown, and what it has not."""

from collections.abc import Iterator

from tablee.core.audit.confidence import MILLION, MOST_LOTS, most_bad
from tablee.core.leaves.recount.parties import Result
from tablee.core.text import Text
from tablee.verifying.auditing.sheet import Filled

_HUNDREDTHS = 10_000
"""Millionths in a percent."""


def meaning(filled: Filled) -> list[Text]:
    """Return what the marks on a sheet mean.

    Acts that nobody can open any more are told apart: they are neither good nor bad.
    """
    looked = filled.draws - filled.unknown
    told = [_bound(filled.bad, looked)] if looked else [_NOTHING]
    if filled.unknown:
        worst = most_bad(filled.bad + filled.unknown, filled.draws)
        told.append(_unknown(filled, worst))
    if filled.erased:
        told.append(_COUNTED.about(filled.erased))
    if filled.unopened:
        acts = ", ".join(map(str, filled.unopened[:10]))
        told.append(_UNOPENED.about(acts))
    return told


def told(result: Result) -> Iterator[Text]:
    """Give what a log says that was found: whose word it is, and what it means."""
    leaf, signer = result.leaf, result.signer
    yield _SIGNED.about(signer.name, signer.fingerprint) if signer else _UNSIGNED
    if leaf["draws"] > MOST_LOTS:
        yield _TOO_MANY.about(leaf["invalid"], leaf["draws"], leaf["unverifiable"])
        return
    yield from meaning(Filled(leaf["draws"], leaf["invalid"], leaf["unverifiable"]))
    if result.erased and leaf["unverifiable"]:
        yield _ERASED.about(result.erased)


def _bound(bad: int, looked: int) -> Text:
    share = percent(most_bad(bad, looked))
    en = f"{bad} bad of {looked} drawn: with 95 % confidence, no more than {share.en} % of the"
    fr = f"{bad} mauvaises sur {looked} tirées : à 95 % de confiance, pas plus de {share.fr} % des"
    return Text(
        f"{en} units that can be looked at again come from bad acts.",
        f"{fr} unités que l'on peut revoir viennent de mauvaises actions.",
    )


def _unknown(filled: Filled, worst: int) -> Text:
    share = percent(worst)
    words = _UNKNOWN.about(filled.unknown, filled.draws, "{}")
    return Text(words.en.format(share.en), words.fr.format(share.fr))


def percent(share: int) -> Text:
    """Return millionths as a percentage with two decimals, rounded up.

    >>> percent(9970), percent(10)
    (Text(en='1.00', fr='1,00'), Text(en='0.01', fr='0,01'))
    """
    hundredths = -(-min(share, MILLION) * 100 // _HUNDREDTHS)
    text = f"{hundredths // 100}.{hundredths % 100:02d}"
    return Text(text, text.replace(".", ","))


_SIGNED = Text(
    "Signed by {}, with the key {}:",
    "Signé par {}, avec la clé {} :",
)
_UNSIGNED = Text(
    "Written by the organiser, and signed by nobody:",
    "Écrit par l'organisateur, et signé par personne :",
)
_ERASED = Text(
    "Acts erased after what was drawn from was fixed: {}. Whoever knew the lots may have chosen "
    "them: count as many of those that nobody can look at again as bad.",
    "Actions effacées après que l'on a fixé ce dont on tire : {}. Qui connaissait les lots a pu "
    "les choisir : comptez-en autant comme mauvaises parmi celles que nul ne peut revoir.",
)
_TOO_MANY = Text(
    "{} bad of {} drawn, {} that nobody can look at again: so many are never drawn here, and what "
    "it means is not computed.",
    "{} mauvaises sur {} tirées, {} que nul ne peut revoir : on n'en tire jamais tant ici, et ce "
    "que cela signifie n'est pas calculé.",
)
_NOTHING = Text(
    "None of the acts drawn could be looked at again: nothing is known of the others.",
    "Aucune des actions tirées n'a pu être revue : on ne sait rien des autres.",
)
_UNKNOWN = Text(
    "{} of {} lots fell on acts that nobody can look at again, most of them erased. Were all of "
    "these bad, the bound for all units would be {} %.",
    "{} lots sur {} sont tombés sur des actions que nul ne peut revoir, effacées pour la plupart. "
    "Si toutes étaient mauvaises, la borne pour toutes les unités serait {} %.",
)
_COUNTED = Text(
    "Of the bad lots, {} fell on acts that nobody can look at again, erased perhaps by somebody "
    "who knew what was drawn.",
    "Parmi les lots mauvais, {} sont tombés sur des actions que nul ne peut revoir, effacées "
    "peut-être par quelqu'un qui savait ce qui était tiré.",
)
_UNOPENED = Text(
    "The sheet does not show the acts that the log stands for: {}. Count them as bad.",
    "La feuille ne montre pas les actions dont répond le journal : {}. Comptez-les mauvaises.",
)
