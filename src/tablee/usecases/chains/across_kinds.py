"""A page may be a post on the fediverse too: then it is one act, of one kind."""

from collections.abc import Collection, Mapping
from hashlib import blake2b

from tablee.core.act import Act, State, fingerprint
from tablee.core.campaign import Campaign
from tablee.core.reason import EVIDENCE_REASONS, Reason
from tablee.core.terms import Proof, Terms
from tablee.ports.desk import Desk

PAGES = "pages"
"""The reader under which posts on networks are known by the pages where people see them."""
_MARK_BYTES = 16
_PASSING = EVIDENCE_REASONS | {Reason.GONE}


def acts_of_pages(
    desk: Desk, campaign: Campaign, terms: Terms, pages: Collection[str]
) -> dict[str, Act]:
    """Return the acts of the hashtag's kind that stand for *pages*, by these.

    Pages are named by their canonical addresses.
    """
    kind = terms.hashtag_kind
    if kind is None or not pages:
        return {}
    marks = {_mark(page): page for page in pages}
    known = desk.aliases.named(campaign.id, PAGES, marks)
    objects = [(page, page) for page in pages] + [(marks[each], known[each]) for each in known]
    names = {fingerprint(campaign.slug, kind.name, each): page for page, each in objects}
    return _standing(desk, campaign, names)


def acts_of_posts(
    desk: Desk, campaign: Campaign, terms: Terms, pages: Mapping[str, str]
) -> dict[str, Act]:
    """Return the acts of other kinds that stand for posts on networks, by the posts' names.

    *pages* are the canonical addresses where people see them.
    """
    kinds = _kinds_of_pages(terms)
    names = {
        fingerprint(campaign.slug, kind, page): post
        for post, page in pages.items()
        for kind in kinds
    }
    return _standing(desk, campaign, names)


def keep_pages(desk: Desk, campaign: Campaign, terms: Terms, pages: Mapping[str, str]) -> None:
    """Remember where people see posts on networks, where pages count too."""
    if pages and _kinds_of_pages(terms):
        marks = {_mark(page): post for post, page in pages.items()}
        desk.aliases.keep(campaign.id, PAGES, marks)


def _kinds_of_pages(terms: Terms) -> list[str]:
    return [each.name for each in terms.kinds if each.is_post and each.proof is not Proof.HASHTAG]


def _standing(desk: Desk, campaign: Campaign, names: Mapping[bytes, str]) -> dict[str, Act]:
    """Return the acts of these names that stand, or that something else than absence ended."""
    known = desk.journal(campaign).known(names) if names else {}
    standing = {State.COUNTED, State.PENDING}
    return {
        names[name]: act
        for name, act in known.items()
        if act.state in standing or act.reason not in _PASSING
    }


def _mark(page: str) -> str:
    return blake2b(page.encode(), digest_size=_MARK_BYTES).hexdigest()
