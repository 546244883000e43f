"""Whether shoppers can type receipt codes: where the campaign issues some."""

from tablee.web.site import current


def takes_codes(slug: str, kind: str) -> bool:
    """Return whether there is a series of codes for acts of *kind* that is good."""
    with current().desks.read() as desk:
        every = desk.codes.every(desk.campaigns.see(slug).id)
    return any(each.kind == kind and not each.is_revoked for each in every)
