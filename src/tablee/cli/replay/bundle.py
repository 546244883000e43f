"""What a replay leaves in a stranger's hands: one file in which all of it can be counted again."""

import time
from pathlib import Path

from tablee.jobs.keeping.exports import press_of
from tablee.outside.log.archive import ZipDraft
from tablee.outside.log.exports import ExportShelf
from tablee.usecases.log.export_log import export_log
from tablee.wiring import Site

LONGEST_WAIT_S = 120
LOOK_EVERY_S = 0.5


def export_when_sealed(site: Site, slug: str) -> Path | None:
    """Return the exported campaign, once its site has sealed all of it; nothing if it does not."""
    deadline_s = time.monotonic() + LONGEST_WAIT_S
    while not _is_sealed(site, slug):
        if time.monotonic() > deadline_s:
            return None
        time.sleep(LOOK_EVERY_S)
    target = ExportShelf(site.settings.home).path(slug, site.clock.now_ms())
    with ZipDraft(target.parent) as draft:
        export_log(press_of(site), slug, draft)
        draft.seal(target)
    return target


def _is_sealed(site: Site, slug: str) -> bool:
    """Return whether everything that happened so far is in the published log."""
    with site.desks.read() as desk:
        campaign = desk.campaigns.see(slug)
        log, journal = desk.logs.of(campaign.id), desk.journal(campaign)
        if log is None or log.stopped or log.published_size != log.size:
            return False
        return log.sequence == journal.standing().sequence
