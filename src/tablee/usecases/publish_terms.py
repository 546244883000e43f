"""Publish the terms of a campaign: the first version creates it, later ones amend it."""

from typing import NamedTuple

from tablee.core.amendment import changes
from tablee.core.campaign import Campaign, Stage, Version, campaign_now_ms
from tablee.core.errors import (
    CampaignClosed,
    InvalidTerms,
    RetroactiveAmendment,
    UnknownCampaign,
)
from tablee.core.rulebook import as_ms
from tablee.core.terms import Terms
from tablee.ports.desk import Clock, Desk, Desks, Message
from tablee.usecases.advance import advance
from tablee.usecases.log.fitting import check_fits
from tablee.usecases.log.telling import tell_terms


class Publication(NamedTuple):
    """Terms to publish; who publishes them, why, and from when they apply."""

    terms: Terms
    author: str = ""
    reason: str = ""
    effective_at_ms: int | None = None
    """When an amendment takes effect; as soon as it is published if not said."""
    is_replay: bool = False


class Published(NamedTuple):
    """What was published."""

    version: int
    is_new: bool
    """False when these very terms were published before."""
    changes: tuple[str, ...]


def publish_terms(desks: Desks, clock: Clock, publication: Publication) -> Published:
    """Create a campaign, or amend it; the same terms again change nothing.

    Raises:
        InvalidTerms: an amendment needs an author and a reason, or the log has no room for these
            terms; nothing was written.
        RetroactiveAmendment: it would change the past; nothing was written.
        BrokenPromise: it would lower or withdraw a promise; nothing was written.
        CampaignClosed: the campaign is closed; nothing was written.
    """
    with desks.write() as desk:
        try:
            campaign = desk.campaigns.hold(publication.terms.slug)
        except UnknownCampaign:
            return _create(desk, clock.now_ms(), publication)
        return amend(desk, campaign, clock.now_ms(), publication)


def _create(desk: Desk, now_ms: int, publication: Publication) -> Published:
    terms = publication.terms
    version = Version(
        number=1,
        effective_at_ms=now_ms,
        published_at_ms=now_ms,
        author=publication.author or terms.label.organiser,
        reason=publication.reason,
        terms=terms,
    )
    check_fits(version)
    campaign = desk.campaigns.create(terms.slug, version, is_replay=publication.is_replay)
    _tell(desk, campaign, version)
    _begin(desk, campaign, now_ms)
    return Published(1, is_new=True, changes=())


def amend(desk: Desk, campaign: Campaign, now_ms: int, publication: Publication) -> Published:
    """Publish a further version, in the transaction that is open; see `publish_terms`."""
    latest = campaign.latest
    if publication.terms == latest.terms:
        return Published(latest.number, is_new=False, changes=())
    if campaign.stage is not Stage.OPEN:
        raise CampaignClosed
    if publication.is_replay and not campaign.is_replay:
        raise InvalidTerms(
            "A campaign that counts real acts cannot become a replay.", field="replay"
        )
    if not publication.author or not publication.reason:
        raise InvalidTerms("An amendment says who makes it and why.", field="amendment")
    changed = changes(latest.terms, publication.terms)
    standing = desk.journal(campaign).standing()
    moment_ms = campaign_now_ms(campaign, standing, now_ms)
    effective_at_ms = _effective_at_ms(campaign, publication, moment_ms)
    version = Version(
        number=latest.number + 1,
        effective_at_ms=effective_at_ms,
        published_at_ms=moment_ms,
        author=publication.author,
        reason=publication.reason,
        terms=publication.terms,
    )
    check_fits(version)
    campaign = desk.campaigns.publish(campaign, version)
    _tell(desk, campaign, version)
    _begin(desk, campaign, moment_ms)
    return Published(version.number, is_new=True, changes=changed)


def _tell(desk: Desk, campaign: Campaign, version: Version) -> None:
    body: dict[str, str | int] = {"campaign": campaign.slug, "version": version.number}
    message = Message("terms.published", f"{campaign.slug}:terms:{version.number}", body)
    desk.outbox.put(campaign.id, message, version.published_at_ms)


def _effective_at_ms(campaign: Campaign, publication: Publication, now_ms: int) -> int:
    """Return when the amendment applies: never before now, nor before an earlier one does."""
    latest = campaign.latest
    earliest_ms = max(now_ms, latest.effective_at_ms if latest.number > 1 else now_ms)
    wanted_ms = publication.effective_at_ms
    effective_at_ms = earliest_ms if wanted_ms is None else wanted_ms
    if effective_at_ms < earliest_ms:
        raise RetroactiveAmendment(field="amendment.effective_at")
    known = set(latest.terms.raises)
    for each in publication.terms.raises:
        # A raise may be dated to the second in which it is published.
        if each not in known and as_ms(each.effective_at) < now_ms - 1_000:
            raise RetroactiveAmendment(field="raises.effective_at")
    return effective_at_ms


def _begin(desk: Desk, campaign: Campaign, now_ms: int) -> None:
    """Tell of the new version, and lay what it promises from now on."""
    journal = desk.journal(campaign)
    standing = journal.standing()
    moment_ms = campaign_now_ms(campaign, standing, now_ms)
    tell_terms(journal, standing, campaign.latest, moment_ms)
    advance(desk, journal, campaign, standing, moment_ms)
    standing.clock_ms = max(standing.clock_ms, moment_ms)
    journal.keep(standing)
