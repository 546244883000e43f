"""Warnings about what is allowed but probably not meant: lines nobody pays for, empty lines."""

from collections.abc import Mapping, Sequence

from tablee.campaign_file.finding import Notes
from tablee.campaign_file.parsing.sections import Values
from tablee.core.terms.kind import POSTS
from tablee.core.text import Text


def warn_of_gaps(notes: Notes, sections: Mapping[str, Sequence[Values]]) -> None:
    """Note pools without cover or kinds, sponsors without a promise, and doors that stay shut."""
    promises = [*sections["pledges"], *sections["milestones"]]
    covered = {each.get("pool") for each in promises}
    used = {kind.get("pool") for kind in sections["kinds"]}
    for index, pool in enumerate(sections["pools"]):
        name = pool.get("name")
        if name and name not in covered:
            notes.warn(("pools", index), _UNPAID, _PLEDGE)
        if name and name not in used:
            notes.warn(("pools", index), _EMPTY, _KIND)
    shares = [share.sponsor for each in promises for share in each.get("sponsors", ())]
    for index, sponsor in enumerate(sections["sponsors"]):
        if sponsor.get("name") and sponsor["name"] not in shares and not sponsor.get("floor"):
            notes.warn(("sponsors", index), _SILENT, _PROMISE)
    _warn_of_shut_doors(notes, sections)
    _warn_of_idle_rules(notes, sections)


def _warn_of_idle_rules(notes: Notes, sections: Mapping[str, Sequence[Values]]) -> None:
    posts = {kind.get("name") for kind in sections["kinds"] if kind.get("proof") in POSTS}
    for index, kind in enumerate(sections["kinds"]):
        if kind.get("stays_days") and kind.get("proof") not in POSTS:
            notes.warn(("kinds", index, "stays_days"), _UNWATCHED, _PROOF)
        if kind.get("referral_of") and kind["referral_of"] not in posts:
            notes.warn(("kinds", index, "referral_of"), _UNLINKED, _PROOF_THERE)


def _warn_of_shut_doors(notes: Notes, sections: Mapping[str, Sequence[Values]]) -> None:
    waiting = {kind.get("name"): kind.get("opens_with") for kind in sections["kinds"]}
    for index, milestone in enumerate(sections["milestones"]):
        measured = milestone.get("kinds") or tuple(waiting)
        name = milestone.get("name")
        if name and measured and all(waiting.get(kind) == name for kind in measured):
            notes.warn(("milestones", index), _SHUT, _OTHER_KINDS)


_UNPAID = Text(
    en="Nobody pays for this line: its acts count and bring nothing.",
    fr="Personne ne paie cette ligne : ses actions comptent et ne donnent rien.",
)
_PLEDGE = Text(en="Add a pledge for it.", fr="Ajoutez-lui un engagement.")
_EMPTY = Text(en="No kind enters this line.", fr="Aucun type d’action n’entre dans cette file.")
_KIND = Text(en="Add a kind with this pool.", fr="Ajoutez un type d’action avec ce « pool ».")
_SILENT = Text(en="This sponsor promises nothing.", fr="Ce mécène ne promet rien.")
_PROMISE = Text(
    en="Name it in a pledge, or give it a floor.",
    fr="Nommez-le dans un engagement, ou donnez-lui un plancher.",
)
_SHUT = Text(
    en="It waits for the very kinds that wait for it: it is never reached.",
    fr="Il attend les types d’action qui l’attendent : il n’est jamais atteint.",
)
_OTHER_KINDS = Text(
    en="Measure a kind that is open from the start.",
    fr="Mesurez un type d’action ouvert dès le début.",
)
_UNWATCHED = Text(
    en="Acts of this kind are no posts: nobody looks whether they stay.",
    fr="Les actions de ce type ne sont pas des billets : personne ne regarde si elles restent.",
)
_PROOF = Text(
    en="Add 'proof', or leave 'stays_days' out.", fr="Ajoutez « proof », ou retirez « stays_days »."
)
_UNLINKED = Text(
    en="Acts of that kind are no posts: none comes by a personal link.",
    fr="Les actions de ce type-là ne sont pas des billets : aucune ne vient par un lien personnel.",
)
_PROOF_THERE = Text(
    en="Add 'proof' to that kind, or leave 'referral_of' out.",
    fr="Ajoutez « proof » à ce type-là, ou retirez « referral_of ».",
)
