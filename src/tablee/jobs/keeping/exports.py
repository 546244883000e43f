"""Exports by the clock: each day in which a log has grown, and whatever comes after the close."""

from functools import partial

from tablee.core.campaign import Campaign, Stage
from tablee.core.log.checkpoint import CHECKPOINT
from tablee.jobs.ticker import Job, run_once
from tablee.outside.log.archive import ZipDraft
from tablee.outside.log.exports import ExportShelf, verifier_page
from tablee.usecases.log.export_log import Press, export_log
from tablee.wiring import Site


def press_of(site: Site) -> Press:
    """Return what exporting needs of *site*."""
    return Press(site.desks, site.logs, site.log_keys, verifier_page())


def keep_exports(site: Site) -> list[str]:
    """Export every campaign that is due, and return which were.

    One that cannot be exported keeps no other waiting.
    """
    due = _due(site)
    for slug in due:
        run_once(Job(f"export {slug}", 0.0, partial(_export, site, slug)))
    return due


def _export(site: Site, slug: str) -> None:
    shelf = ExportShelf(site.settings.home)
    with ZipDraft(shelf.folder(slug)) as draft:
        export_log(press_of(site), slug, draft)
        draft.seal(shelf.path(slug, site.clock.now_ms()))
    shelf.prune(slug)


def _due(site: Site) -> list[str]:
    with site.desks.read() as desk:
        campaigns = desk.campaigns.every()
    shelf = ExportShelf(site.settings.home)
    return [each.slug for each in campaigns if _is_due(site, shelf, each)]


def _is_due(site: Site, shelf: ExportShelf, campaign: Campaign) -> bool:
    """Return whether a log has grown since its last export: on another day, or after the close."""
    checkpoint = site.logs.log(campaign.slug).read(CHECKPOINT)
    if checkpoint is None or checkpoint == shelf.last_checkpoint(campaign.slug):
        return False
    is_today_there = shelf.path(campaign.slug, site.clock.now_ms()).exists()
    return campaign.stage is not Stage.OPEN or not is_today_there
