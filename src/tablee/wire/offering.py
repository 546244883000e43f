"""The headers by which blogs find out where to tell us of their posts."""

from collections.abc import Iterable, Iterator

from tablee.ports.receiver import Offer


def here(offer: Offer, page: str) -> str:
    """Return the address at which an offer is taken up; *page* is that of the campaign."""
    return page + offer.leaf


def offered_headers(offers: Iterable[Offer], page: str) -> Iterator[tuple[str, str]]:
    """Return names and values of the headers of *offers*; a name may come several times."""
    for offer in offers:
        name, value = offer.header
        if name:
            yield name, value.format(here=here(offer, page), page=page, title="")
