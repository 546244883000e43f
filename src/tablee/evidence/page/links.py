"""Find where a page leads: to us, and to how many others; and whether anybody can see it."""

import re
from typing import NamedTuple
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tablee.evidence.address.domain import registrable
from tablee.evidence.address.parts import LONGEST_HOST
from tablee.evidence.page.hiding import is_seen
from tablee.evidence.page.target import Target

MOST_OURS = 32
"""Links of ours looked at; a page with more says nothing new."""
MOST_OUTSIDE = 1000
"""Other hosts counted; a page with more is a farm whatever their number."""
# What readers can follow or see. Not link, iframe, form, quotations: they are not mentions.
_LINKING = "a[href],area[href],img[src],video[src],audio[src],source[src]"
_AUTHORITY = re.compile(r"(?:https?:)?[/\\]{2}([^/?#\\]*)", re.IGNORECASE)
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_SPACES = re.compile(r"[\t\n\r]")


class Links(NamedTuple):
    """Where a page leads."""

    ours: tuple[str, ...] = ()
    """As they stand there, made absolute; each once."""
    is_visible: bool = True
    """Whether somebody can see at least one of ours; true when there is none."""
    is_own: bool = True
    """Whether one of ours is the author's: blogs mark links of their visitors ``ugc``."""
    outside: int = 0
    """Other sites than its own and ours."""


def links_of(tree: LexborHTMLParser, base: str, target: Target, *, own: str) -> Links:
    """Return where the page leads, its relative links seen from *base*; *own* is its own host."""
    ours: list[tuple[str, LexborNode]] = []
    outside: set[str] = set()
    is_base_ours = target.is_host(authority_of(base))
    for node in tree.css(_LINKING):
        attributes = node.attributes
        written = attributes.get("href") if node.tag in {"a", "area"} else attributes.get("src")
        reference = (written or "").strip()
        if not reference.isprintable():
            reference = _SPACES.sub("", reference)
        authority = authority_of(reference)
        if authority in outside:
            continue
        if authority:
            is_candidate = target.is_host(authority)
            if not is_candidate and len(outside) < MOST_OUTSIDE:
                outside.add(authority)
        else:
            is_candidate = is_base_ours and not _SCHEME.match(reference)
        if is_candidate and len(ours) < MOST_OURS:
            address = resolved(base, reference)
            if target.is_at(address):
                ours.append((address, node))
    counting = [(address, is_seen(node), _is_own(node)) for address, node in ours]
    standing = [each for each in counting if each[1] is not None]
    return Links(
        tuple(dict.fromkeys(address for address, _, _ in standing)),
        not standing or any(seen for _, seen, _ in standing),
        not standing or any(is_own for _, _, is_own in standing),
        len(_sites(outside) - _sites({own})),
    )


def _is_own(node: LexborNode) -> bool:
    """Return whether a link is not marked as made by a visitor."""
    return "ugc" not in (node.attributes.get("rel") or "").lower().split()


def authority_of(address: str) -> str:
    """Return the host and port in *address*, with whatever stands before them; or nothing."""
    found = _AUTHORITY.match(address)
    return found[1] if found else ""


def resolved(base: str, reference: str) -> str:
    """Return where *reference* leads from *base*; nothing when it leads nowhere."""
    try:
        return urljoin(base, reference.strip())
    except ValueError:
        return ""


def _sites(authorities: set[str]) -> set[str]:
    hosts = {authority.rpartition("@")[2].partition(":")[0] for authority in authorities}
    return {registrable(host) for host in hosts if 0 < len(host) <= LONGEST_HOST}
