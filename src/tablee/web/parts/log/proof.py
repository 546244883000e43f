"""What the page of a receipt needs to check its own proof."""

from dataclasses import dataclass

from django.urls import reverse

from tablee.core.act import Act
from tablee.usecases.log.sealing.publish import policy_of
from tablee.web.reading import Seen
from tablee.web.site import current


@dataclass(frozen=True, slots=True)
class ProofView:
    """The proof of one act: where it lies, and whom it must be signed by."""

    address: str
    word: str
    """Where the log's word lies, for as long as there is no proof."""
    keys: str
    number: int
    kind: str
    object: str
    """Empty where whoever reads may not see what the act was."""
    verify: str
    verifier: str


def proof_view(seen: Seen, act: Act, token: str, *, is_own: bool) -> ProofView | None:
    """Return what proves an act; nothing while its campaign has no log."""
    slug = seen.campaign.slug
    with current().desks.read() as desk:
        log = desk.logs.of(seen.campaign.id)
        place = desk.logs.place(seen.campaign.id, act.number)
    if log is None:
        return None
    is_proved = place is not None and place.leaf < log.published_size
    return ProofView(
        address=reverse("proof", args=[slug, token]),
        word=reverse("word", args=[slug, token]) if log.pepper and not is_proved else "",
        keys=str(policy_of(log)),
        number=act.number,
        kind=act.kind,
        object=act.object if is_own else "",
        verify=reverse("verify", args=[slug]),
        verifier=reverse("verifier", args=[slug]),
    )
