"""Tracked share links: one per network and sharer, signed, so that nobody can make up another.

A supporter's links name nobody: the number of the act whose receipt they stand on is hidden in
them, and each network's looks different. Only this site can read it.
"""

from hashlib import blake2b
from hmac import compare_digest
from typing import NamedTuple
from urllib.parse import quote

from django.core.signing import Signer
from django.http import Http404
from django.urls import reverse

from tablee.web.site import Site

_NUMBER_BYTES = 5
_MARK_BYTES = 10


class Network(NamedTuple):
    """Where people share, and the address that opens its window; ``{url}`` and ``{text}``."""

    name: str
    title: str
    window: str


NETWORKS = (
    Network("facebook", "Facebook", "https://www.facebook.com/sharer/sharer.php?u={url}"),
    Network("mastodon", "Mastodon", "https://share.joinmastodon.org/#text={text}%20{url}"),
    Network("bluesky", "Bluesky", "https://bsky.app/intent/compose?text={text}%20{url}"),
    Network("x", "X", "https://x.com/intent/post?text={text}&url={url}"),
    Network("linkedin", "LinkedIn", "https://www.linkedin.com/sharing/share-offsite/?url={url}"),
    Network("whatsapp", "WhatsApp", "https://wa.me/?text={text}%20{url}"),
    Network("mail", "E-mail", "mailto:?subject={text}&body={url}"),
)
DEVICE = Network("device", "", "{url}")
"""The device's own window for sharing: it never says where to."""


class ShareLink(NamedTuple):
    """A link that opens a network's window with the tracked address in it."""

    network: Network
    address: str
    """The tracked address itself."""
    href: str
    pressed: str
    """Where a browser says that it was pressed."""


class ShareLinks(NamedTuple):
    """The links of one sharer, or of the campaign itself."""

    networks: tuple[ShareLink, ...]
    device: ShareLink
    text: str
    """What is said beside the address."""


class Sharer(NamedTuple):
    """Whose links they are."""

    slug: str
    owner: int = 0
    """Number of the act whose receipt they stand on; 0 for the campaign's own."""


def link_token(site: Site, slug: str, network: str, owner: int = 0) -> str:
    """Return what proves that this site made the share link of *network*, and hides whose it is.

    The campaign's own links have a signature. In those of a receipt a keyed mark of the number
    comes after the number, which is covered with what only this site can derive from the mark.
    """
    if not owner:
        return Signer(key=site.secret.hex(), salt="tablee.share").signature(f"{slug}/{network}")
    number = owner.to_bytes(_NUMBER_BYTES)
    mark = _keyed(site, b"mark", f"{slug}/{network}/{owner}".encode(), _MARK_BYTES)
    return (_covered(site, number, mark) + mark).hex()


def read_link(site: Site, slug: str, network: str, token: str) -> int:
    """Return the number of the act whose share link has *token*; 0 for the campaign's own.

    Raises:
        Http404: this site never made that link.
    """
    if any(each.name == network for each in (*NETWORKS, DEVICE)):
        owner = _hidden_owner(site, token)
        if compare_digest(link_token(site, slug, network, owner).encode(), token.encode()):
            return owner
    raise Http404


def share_links(site: Site, sharer: Sharer, text: str, root: str) -> ShareLinks:
    """Return a link per network; *root* is this site's address without its last slash."""

    def link(network: Network) -> ShareLink:
        token = link_token(site, sharer.slug, network.name, sharer.owner)
        path = reverse("share", args=[sharer.slug, network.name, token])
        window = network.window.format(url=quote(root + path, safe=""), text=quote(text, safe=""))
        return ShareLink(network, root + path, window, f"{path}/pressed")

    return ShareLinks(tuple(link(each) for each in NETWORKS), link(DEVICE), text)


def _hidden_owner(site: Site, token: str) -> int:
    """Return the number covered in *token*, whoever made that; 0 where there can be none."""
    if len(token) != 2 * (_NUMBER_BYTES + _MARK_BYTES):
        return 0
    try:
        both = bytes.fromhex(token)
    except ValueError:
        return 0
    covered, mark = both[:_NUMBER_BYTES], both[_NUMBER_BYTES:]
    return int.from_bytes(_covered(site, covered, mark))


def _covered(site: Site, number: bytes, mark: bytes) -> bytes:
    """Cover a number, or uncover it."""
    cover = _keyed(site, b"cover", mark, _NUMBER_BYTES)
    return bytes(one ^ other for one, other in zip(number, cover, strict=True))


def _keyed(site: Site, use: bytes, text: bytes, size: int) -> bytes:
    return blake2b(text, key=site.secret[:64], person=b"share:" + use, digest_size=size).digest()
