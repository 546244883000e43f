"""Write down what was done with a share link, besides coming by it: nothing is counted."""

from tablee.ports.desk import Clock, Desks
from tablee.ports.traces import Step, Trace


def hold_links(
    desks: Desks, clock: Clock, slug: str, owner: int, visitors: tuple[bytes, ...]
) -> None:
    """Write down who opened the receipt of act *owner*: they bring nothing by its links.

    Opening it again writes nothing, and waits for nobody who writes.

    Raises:
        UnknownCampaign: nothing was written.
    """
    with desks.read() as desk:
        campaign_id = desk.campaigns.see(slug).id
        fresh = [
            each
            for each in dict.fromkeys(visitors)
            if not desk.traces.is_left(campaign_id, owner, Step.HELD, [each])
        ]
    if not fresh:
        return
    with desks.write() as desk:
        for each in fresh:
            desk.traces.leave(campaign_id, Trace(owner, Step.HELD, each, "", 0, clock.now_ms()))


def press_button(desks: Desks, clock: Clock, slug: str, intent: Trace) -> None:
    """Write down that somebody pressed a share button, once for each visitor.

    A browser says so and nobody can check it: it is shown, and brings nothing.

    Raises:
        UnknownCampaign: nothing was written.
    """
    with desks.write() as desk:
        pressed = intent._replace(step=Step.PRESSED, act_number=0, at_ms=clock.now_ms())
        desk.traces.leave(desk.campaigns.see(slug).id, pressed)
