"""Where people share, and the links that open there with a tracked address of ours."""

from typing import NamedTuple
from urllib.parse import quote

from django.urls import reverse

from tablee.core.sharing.link import link_token
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


def share_links(site: Site, sharer: Sharer, text: str, root: str) -> ShareLinks:
    """Return a link per network; *root* is this site's address without its last slash."""

    def link(network: Network) -> ShareLink:
        token = link_token(site.secret, sharer.slug, network.name, sharer.owner)
        path = reverse("share", args=[sharer.slug, network.name, token])
        window = network.window.format(url=quote(root + path, safe=""), text=quote(text, safe=""))
        return ShareLink(network, root + path, window, f"{path}/pressed")

    return ShareLinks(tuple(link(each) for each in NETWORKS), link(DEVICE), text)
