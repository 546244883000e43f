"""State what everybody should know about a campaign: an outage, a late list, a mistake mended."""

from typing import NamedTuple

from tablee.core.errors import OrganiserMistake
from tablee.core.leaves.body import incident_body
from tablee.core.leaves.fault import BadLeaf
from tablee.core.leaves.leaf import leaf_bytes
from tablee.core.text import Text
from tablee.ports.desk import Clock, Desks
from tablee.usecases.log.telling import tell_now, told


class NoStatement(OrganiserMistake):
    """A statement has 1 to 4,000 characters in each language."""


class Incident(NamedTuple):
    """What was stated, and when."""

    at_ms: int
    words: Text


def state_incident(desks: Desks, clock: Clock, slug: str, words: Text) -> None:
    """Write a statement into the log, for good: nothing in it can be taken back.

    Raises:
        NoStatement: a language is missing, or it is too long; nothing was written.
        UnknownCampaign: nothing was written.
    """
    stated = Text(words.en.strip(), words.fr.strip())
    body = incident_body(stated.en, stated.fr)
    try:
        leaf_bytes("incident", 0, body)
    except BadLeaf as error:
        raise NoStatement from error
    with desks.write() as desk:
        tell_now(desk, desk.campaigns.hold(slug), clock.now_ms(), "incident", body)


def incidents(desks: Desks, slug: str) -> list[Incident]:
    """Return what was stated, the latest first."""
    with desks.read() as desk:
        found = told(desk.journal(desk.campaigns.see(slug)), "incident")
        stated = [Incident(each.at_ms, Text(each.body["en"], each.body["fr"])) for each in found]
    return stated[::-1]
