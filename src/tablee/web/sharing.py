"""Tracked share links: one per network, signed, so that nobody can make up another."""

from typing import NamedTuple
from urllib.parse import quote

from django.core.signing import Signer
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from tablee.web.site import Site


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


class ShareLink(NamedTuple):
    """A link that opens a network's window with the tracked address in it."""

    network: Network
    address: str
    """The tracked address itself."""
    href: str


def link_token(site: Site, slug: str, network: str) -> str:
    """Return what proves that this site made the share link of *network*."""
    return Signer(key=site.secret.hex(), salt="tablee.share").signature(f"{slug}/{network}")


def is_ours(site: Site, slug: str, network: str, token: str) -> bool:
    """Return whether this site made that share link."""
    known = any(each.name == network for each in NETWORKS)
    return known and constant_time_compare(link_token(site, slug, network), token)


def share_links(site: Site, slug: str, text: str, root: str) -> list[ShareLink]:
    """Return a link per network; *root* is this site's address without its last slash."""
    links: list[ShareLink] = []
    for network in NETWORKS:
        path = reverse("share", args=[slug, network.name, link_token(site, slug, network.name)])
        window = network.window.format(url=quote(root + path, safe=""), text=quote(text, safe=""))
        links.append(ShareLink(network, root + path, window))
    return links
