"""The books as a journal of hledger: ``hledger check --strict ordereddates`` accepts it."""

from collections.abc import Iterator

from tablee.core.books.days import day_of
from tablee.core.books.derivation import Movement, Reconciliation
from tablee.core.books.names import UNIT, AccountNames, in_one_line


class Hledger:
    """A journal written line by line: a head, the movements, a reconciliation.

    Source: https://hledger.org/1.25/hledger.html#journal-format
    """

    def __init__(self, campaign: str) -> None:
        self._campaign = campaign
        self._names = AccountNames()
        self._is_begun = False

    def write(self, move: Movement) -> Iterator[str]:
        """Give one movement, with the accounts that it is the first to use."""
        yield from self._head()
        for posting in move.entry.postings:
            if posting.account not in self._names:
                name = self._names.of(posting.account)
                yield f"account {name}\n  ; {in_one_line(posting.account)}\n"
        yield f"{day_of(move.minute)} * {_described(move.entry.reason)}\n"
        yield f"    ; first-leaf: {move.first_leaf}, last-leaf: {move.last_leaf}\n"
        for posting in move.entry.postings:
            yield f"    {self._names.of(posting.account)}  {posting.units} {UNIT}\n"
        yield "\n"

    def close(self, reconciliation: Reconciliation) -> Iterator[str]:
        """Give what must stand on each account, as a movement of nothing."""
        yield from self._head()
        if reconciliation.balances:
            yield f"{day_of(reconciliation.minute)} * reconciliation\n"
        for account, units in reconciliation.balances.items():
            yield f"    {self._names.of(account)}  0 {UNIT} = {units} {UNIT}\n"

    def _head(self) -> Iterator[str]:
        if not self._is_begun:
            self._is_begun = True
            yield f"; {in_one_line(self._campaign)}\n\ncommodity 1. {UNIT}\n\n"


def _described(reason: str) -> str:
    """Return a reason in which nothing begins a comment."""
    return in_one_line(reason).replace(";", ",")
