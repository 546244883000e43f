"""Tell people that very many wrong receipt codes are typed."""

from tablee.core.rulebook import HOUR_MS
from tablee.ports.desk import Clock, Desks, Message

GUESSED = "codes.guessed"
"""What is told."""


def tell_of_guesses(desks: Desks, clock: Clock, slug: str, guesses: int) -> None:
    """Put down that so many were wrong within an hour. Twice in an hour is once.

    Raises:
        UnknownCampaign: nothing was written.
    """
    now_ms = clock.now_ms()
    with desks.write() as desk:
        campaign = desk.campaigns.hold(slug)
        body: dict[str, str | int] = {"campaign": slug, "guesses": guesses}
        key = f"{slug}:codes:{now_ms // HOUR_MS}"
        desk.outbox.put(campaign.id, Message(GUESSED, key, body), now_ms)
