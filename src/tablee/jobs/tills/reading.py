"""Reads one till file to its end, from wherever it was left."""

import os
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tablee.campaign_file.money import minor_digits
from tablee.core.act import supporter_key
from tablee.core.purchase.account import Account, Control, Progress
from tablee.core.purchase.clocks import Moments
from tablee.core.purchase.gather import Dialect, Gatherer, catalogue
from tablee.core.terms import Terms
from tablee.core.text import Text
from tablee.evidence.tills import (
    Layout,
    Source,
    StillGrowing,
    Survey,
    Unreadable,
    open_source,
    survey,
)
from tablee.ports.kinds.tills import FileState, TillFile
from tablee.usecases.tills.begin_file import begin_file, refuse_file, terms_for_tills
from tablee.usecases.tills.take_baskets import Reading, take_baskets
from tablee.wiring import Site


@dataclass(frozen=True, slots=True)
class Order:
    """Which file is to be read, and what its partner tells of it."""

    slug: str
    partner: str
    path: Path
    layout: Layout = field(default_factory=Layout)
    control: Control = field(default_factory=Control)


def read_till_file(site: Site, order: Order) -> Generator[TillFile, None, None]:
    """Give the file as it stands, at first and after each block that was stored.

    What was given last is done. It may end anywhere, also by the death of the machine: reading
    the same file again goes on after what was stored. A file that is done is given as it is.

    Raises:
        StillGrowing: it is being written; nothing was counted, or all that was is stored.
        Unreadable: it cannot be read, or was as another partner's; that is written down.
        UnknownCampaign, UnknownKind, CampaignClosed: nothing was written.
        ReadElsewhere: somebody else is reading it.
    """
    campaign, terms = terms_for_tills(site.desks, site.clock, order.slug)
    before = order.path.stat()
    seen = survey(order.path)
    file = begin_file(site.desks, _new_file(site, campaign.id, order, seen))
    yield file
    if file.state is FileState.DONE:
        return
    if file.state is FileState.REFUSED:
        raise Unreadable(file.trouble.en, file.trouble.fr)
    try:
        source = open_source(order.path, order.layout, seen)
        gatherer = _gatherer(site, order, terms, file.progress)
        yield from _read(site, order, (file, source, gatherer, terms))
        _check_unchanged(order.path, before)
    except StillGrowing:
        raise
    except Unreadable as trouble:
        stored = file._replace(progress=_stored(site, file))
        refuse_file(site.desks, site.clock, stored, trouble.words)
        raise
    yield _finish(site, order, (file, source, gatherer, terms))


def _check_unchanged(path: Path, before: os.stat_result) -> None:
    after = path.stat()
    if (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
        raise StillGrowing


def _new_file(site: Site, campaign_id: int, order: Order, seen: Survey) -> TillFile:
    return TillFile(
        campaign_id=campaign_id,
        partner=order.partner,
        name=order.path.name,
        checksum=seen.checksum,
        size_bytes=seen.size_bytes,
        length=seen.size_bytes,
        begun_at_ms=site.clock.now_ms(),
        progress=Progress(),
    )


def _gatherer(site: Site, order: Order, terms: Terms, progress: Progress) -> Gatherer:
    try:
        zone = ZoneInfo(order.layout.time_zone) if order.layout.time_zone else terms.zone
    except (ZoneInfoNotFoundError, ValueError) as failure:
        name = order.layout.time_zone
        raise Unreadable(
            f"'{name}' is no time zone.", f"« {name} » n’est pas un fuseau horaire."
        ) from failure
    dialect = Dialect(
        Moments(zone, order.layout.ahead_min),
        minor_digits(terms.unit.currency),
        order.layout.decimal,
    )
    watched = catalogue(terms.products, terms.baskets)
    # What a till says of a shopper is hashed here, under the partner's name, and goes no further.
    pseudonym = partial(_pseudonym, site.secret, order.slug, order.partner)
    return Gatherer(watched, dialect, pseudonym, progress)


def _pseudonym(secret: bytes, slug: str, partner: str, loyalty: str) -> bytes:
    return supporter_key(secret, slug, f"till:{partner}:{loyalty}")


Parts = tuple[TillFile, Source, Gatherer, Terms]


def _read(site: Site, order: Order, parts: Parts) -> Iterator[TillFile]:
    file, source, gatherer, terms = parts
    progress = gatherer.progress
    file = file._replace(progress=progress, length=source.length)
    for block in source.blocks(progress.position, progress.line):
        position = progress.position
        baskets = gatherer.take(block)
        reading = Reading(order.slug, file, position, terms.baskets)
        take_baskets(site.desks, site.clock, site.secret, reading, baskets)
        yield file


def _finish(site: Site, order: Order, parts: Parts) -> TillFile:
    file, source, gatherer, terms = parts
    baskets = gatherer.finish()
    progress = gatherer.progress
    done = file._replace(
        progress=progress,
        length=source.length,
        state=FileState.DONE,
        ended_at_ms=site.clock.now_ms(),
        trouble=_told(order.control.differences(progress.account)),
    )
    reading = Reading(order.slug, done, progress.position, terms.baskets)
    take_baskets(site.desks, site.clock, site.secret, reading, baskets)
    return done


def _stored(site: Site, file: TillFile) -> Progress:
    """Return how far a file is stored; the one at hand may be ahead of it."""
    with site.desks.read() as desk:
        found = desk.tills.find(file.campaign_id, file.partner, file.checksum)
    return found.progress if found else Progress(account=Account())


def _told(differences: tuple[tuple[str, int, int], ...]) -> Text:
    return Text(
        "; ".join(f"{name}: {said} announced, {found} read" for name, said, found in differences),
        " ; ".join(
            f"{_FRENCH[name]} : {said} annoncés, {found} lus" for name, said, found in differences
        ),
    )


_FRENCH = {"lines": "lignes", "baskets": "paniers", "milli": "millièmes", "minor": "centimes"}
