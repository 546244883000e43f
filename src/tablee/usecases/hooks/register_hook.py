"""Register a receiver of events, give it another secret, let it back in, and take it away."""

from dataclasses import replace
from urllib.parse import urlsplit

from tablee.core.errors import InvalidTerms
from tablee.ports.desk import Clock, Desks
from tablee.ports.hooks import Hook, Secrets
from tablee.usecases.hooks.spread_messages import spread_waiting

LONGEST_ADDRESS = 2_000
EVERY = 2**31
"""More messages than wait anywhere."""


def register_hook(desks: Desks, clock: Clock, slug: str, address: str, secret: str) -> Hook:
    """Send a campaign's events to *address* from now on, signed with *secret*.

    What happened before is not sent. The same address again gets a secret of its own.

    Raises:
        UnknownCampaign: nothing was written.
        InvalidTerms: that is not an address of the web; nothing was written.
    """
    _check(address)
    with desks.write() as desk:
        campaign = desk.campaigns.see(slug)
        # What waits is of before: it is told without this receiver.
        spread_waiting(desk, campaign.id, clock.now_ms(), EVERY)
        return desk.hooks.add(Hook(0, campaign.id, address, Secrets(secret), clock.now_ms()))


def rotate_secret(
    desks: Desks, clock: Clock, number: int, secret: str, keep_ms: int
) -> Hook | None:
    """Sign with *secret* from now on, and for *keep_ms* with the one until now as well.

    Return the receiver as it is then; nothing when there is none of that number.
    """
    with desks.write() as desk:
        hook = desk.hooks.get(number)
        if hook is None:
            return None
        secrets = Secrets(secret, hook.secrets.current, clock.now_ms() + keep_ms)
        desk.hooks.rotate(number, secrets)
        return replace(hook, secrets=secrets)


def enable_hook(desks: Desks, clock: Clock, number: int) -> Hook | None:
    """Send events from now on to a receiver that had said it was gone; its secrets are the same.

    What happened meanwhile is not sent. Return the receiver as it is then; nothing when there is
    none of that number.
    """
    with desks.write() as desk:
        hook = desk.hooks.get(number)
        if hook is None or not hook.is_disabled:
            return hook
        spread_waiting(desk, hook.campaign_id, clock.now_ms(), EVERY)
        desk.hooks.enable(number)
        return replace(hook, disabled_at_ms=0)


def remove_hook(desks: Desks, number: int) -> bool:
    """Send nothing to a receiver any more and forget its secrets; return whether there was one."""
    with desks.write() as desk:
        return desk.hooks.remove(number)


def _check(address: str) -> None:
    """Refuse what can never be sent to; whether it may be, the gate says each time.

    Raises:
        InvalidTerms: that is not an address of the web.
    """
    try:
        parts = urlsplit(address)
        is_address = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        is_address = False
        parts = urlsplit("")
    is_plain = address.isascii() and address.isprintable() and " " not in address
    if not is_address or not is_plain or parts.username or len(address) > LONGEST_ADDRESS:
        raise InvalidTerms(
            "Give an address that begins with https:// (or http://), without a user's name.",
            field="address",
        )
