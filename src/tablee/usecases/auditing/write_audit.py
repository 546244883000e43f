"""Write an audit into the log: who promised which seed, said it, and what was found."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from tablee.core.campaign import Campaign, Stage
from tablee.core.errors import OrganiserMistake
from tablee.core.leaves.body import (
    Sample,
    audit_commit_body,
    audit_result_body,
    audit_reveal_body,
)
from tablee.core.leaves.fault import BadLeaf
from tablee.core.leaves.leaf import leaf_bytes
from tablee.core.leaves.veil import Content, unpadded
from tablee.ports.desk import Clock, Desk, Desks
from tablee.usecases.log.prove import content_of
from tablee.usecases.log.telling import tell_now, told

HASH_BYTES = 32


class TooEarly(OrganiserMistake):
    """The campaign is not closed: what is drawn would be known too soon."""


class TooLate(OrganiserMistake):
    """The campaign is closed: a seed promised now could be chosen to suit somebody."""


class SeedSaid(OrganiserMistake):
    """They have promised or said a seed before, or this is not the one that they promised."""


class NotForTheLog(OrganiserMistake):
    """A name in it is empty or too long, or more was found than was looked at."""


class NoSuchSeed(OrganiserMistake):
    """This is no seed, or no hash of one: 32 bytes in hexadecimal."""


def commit_seed(desks: Desks, clock: Clock, slug: str, by: str, hashed: str) -> None:
    """Write into the log that *by* has a seed with this hash; it says it after the close.

    Raises:
        NoSuchSeed: nothing was written.
        SeedSaid: nothing was written.
        TooLate: nothing was written.
    """
    body = audit_commit_body(by, _raw(hashed))
    with desks.write() as desk:
        campaign = desk.campaigns.hold(slug)
        if campaign.stage is not Stage.OPEN:
            raise TooLate
        if any(step["by"] == by for step in _steps(desk, campaign, "commit")):
            raise SeedSaid
        _tell(desk, clock, campaign, body)


def reveal_seed(desks: Desks, clock: Clock, slug: str, by: str, seed: str) -> str:
    """Write into the log the seed of *by*; return its hash, which it must have said before.

    Raises:
        NoSuchSeed: nothing was written.
        SeedSaid: nothing was written.
        TooEarly: nothing was written.
    """
    raw = _raw(seed)
    with desks.write() as desk:
        campaign = desk.campaigns.hold(slug)
        if campaign.stage is Stage.OPEN:
            raise TooEarly
        promised = {step["by"]: step["hash"] for step in _steps(desk, campaign, "commit")}
        said = {step["by"] for step in _steps(desk, campaign, "reveal")}
        if by in said or promised.get(by) != sha256(raw).hexdigest():
            raise SeedSaid
        _tell(desk, clock, campaign, audit_reveal_body(by, raw))
    return sha256(raw).hexdigest()


def publish_result(desks: Desks, clock: Clock, slug: str, sample: Sample) -> None:
    """Write into the log what auditors found.

    Raises:
        SeedSaid: nobody has said a seed by which acts could be drawn; nothing was written.
        NotForTheLog: it looked at more than is sealed, or found more; nothing was written.
        TooEarly: nothing was written.
    """
    with desks.write() as desk:
        campaign = desk.campaigns.hold(slug)
        if campaign.stage is Stage.OPEN:
            raise TooEarly
        if not _steps(desk, campaign, "reveal"):
            raise SeedSaid
        log = desk.logs.of(campaign.id)
        is_within = log is not None and sample.size <= log.size
        if not is_within or sample.invalid + sample.unverifiable > sample.draws:
            raise NotForTheLog
        _tell(desk, clock, campaign, audit_result_body(sample))


def open_act(desks: Desks, slug: str, number: int) -> tuple[Content, str] | None:
    """Return what an act was and the salt of its leaf, for auditors; nothing once it is erased."""
    with desks.read() as desk:
        campaign = desk.campaigns.see(slug)
        act = desk.journal(campaign).act(number)
        place = desk.logs.place(campaign.id, number)
        if act is None or place is None or not any(place.salt):
            return None
        return content_of(act), unpadded(place.salt)


def _steps(desk: Desk, campaign: Campaign, step: str) -> list[Mapping[str, Any]]:
    """Return what was told of audits before."""
    bodies = [each.body for each in told(desk.journal(campaign), "audit")]
    return [each for each in bodies if each["step"] == step]


def _raw(text: str) -> bytes:
    try:
        raw = bytes.fromhex(text)
    except ValueError as error:
        raise NoSuchSeed from error
    if len(raw) != HASH_BYTES:
        raise NoSuchSeed
    return raw


def _tell(desk: Desk, clock: Clock, campaign: Campaign, body: Mapping[str, Any]) -> None:
    try:
        leaf_bytes("audit", 0, dict(body))
    except BadLeaf as error:
        raise NotForTheLog from error
    tell_now(desk, campaign, clock.now_ms(), "audit", body)
