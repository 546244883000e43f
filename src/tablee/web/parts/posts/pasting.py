"""What is said beside the form of posts on networks: as what they count, and who looks at them."""

from dataclasses import dataclass

from tablee.core.terms import Kind, Proof
from tablee.evidence.address.networks import KnownNetworks
from tablee.web.parts.acting import Way


@dataclass(frozen=True, slots=True)
class Pasted:
    """What there is to say of posts on networks whose address is pasted into one form."""

    way: Way
    """As what they count, and what that brings."""
    is_elsewhere: bool
    """Whether that is another way to act than the one of this page."""
    hashtag: str
    """What they must bear, if not a link; empty where the campaign has none."""
    checked: tuple[str, ...]
    """Networks that we ask ourselves, as people call them."""
    by_person: tuple[str, ...]
    """Networks that show us nothing."""


def pasted(networks: KnownNetworks, kind: Kind, hashtag: str, ways: list[Way]) -> Pasted | None:
    """Return what to say on the page of *kind*; nothing where its acts are no posts."""
    if not kind.is_post or not networks.pastings:
        return None
    way = next((each for each in ways if each.kind.proof is Proof.HASHTAG), None)
    way = way or next(each for each in ways if each.kind == kind)
    is_tagged = way.kind.proof in {Proof.HASHTAG, Proof.NAME} and bool(hashtag)
    return Pasted(
        way,
        way.kind != kind,
        f"#{hashtag.strip('# ')}" if is_tagged else "",
        _titles(networks, is_checked=True),
        _titles(networks, is_checked=False),
    )


def _titles(networks: KnownNetworks, *, is_checked: bool) -> tuple[str, ...]:
    found = [each.titles for each in networks.pastings if each.is_checked is is_checked]
    return tuple(sorted({title for titles in found for title in titles}, key=str.casefold))
