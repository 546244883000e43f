"""Accounts that sign for a sponsor or for the association, and their passkeys."""

from typing import NamedTuple, Protocol


class Signatory(NamedTuple):
    """An account that may sign for somebody in a campaign, and sees only that."""

    campaign_id: int
    account: int
    """The number of the account."""
    role: str
    """``sponsor`` or ``beneficiary``."""
    name: str


class Passkey(NamedTuple):
    """A passkey of an account: its public half."""

    account: int
    credential: str
    """What the browser calls it, in base64url."""
    public_key: bytes
    """As COSE."""
    uses: int
    """The counter that it showed last; 0 for those that keep none."""
    title: str
    added_at_ms: int


class Signatories(Protocol):
    """Who may sign for whom, and by which passkeys they show that it is them."""

    def appoint(self, signatory: Signatory) -> bool:
        """Write down that an account signs for somebody; return whether it did not before."""
        ...

    def dismiss(self, signatory: Signatory) -> bool:
        """Forget that; return whether it was so."""
        ...

    def of_account(self, account: int) -> list[Signatory]:
        """Return for whom an account signs, in all campaigns."""
        ...

    def of_campaign(self, campaign_id: int) -> list[Signatory]:
        """Return who signs in a campaign."""
        ...

    def add_passkey(self, passkey: Passkey) -> bool:
        """Write a passkey down; return whether nobody had it before."""
        ...

    def passkeys(self, account: int) -> list[Passkey]:
        """Return an account's passkeys, the oldest first."""
        ...

    def note_use(self, credential: str, before: int, uses: int) -> bool:
        """Store the counter that a passkey showed; return whether it still was *before*."""
        ...

    def drop_passkey(self, account: int, credential: str) -> bool:
        """Forget a passkey of an account; return whether it had it."""
        ...
