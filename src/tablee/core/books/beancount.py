"""The books as a journal of Beancount: ``bean-check`` accepts it, or something is wrong."""

from collections.abc import Iterator

from tablee.core.books.days import day_after, day_of
from tablee.core.books.derivation import Movement, Reconciliation
from tablee.core.books.names import UNIT, AccountNames, in_one_line


class Beancount:
    """A journal written line by line: a head, the movements, a reconciliation.

    Source: https://beancount.github.io/docs/beancount_language_syntax.html
    """

    def __init__(self, campaign: str) -> None:
        self._campaign = campaign
        self._names = AccountNames()
        self._is_begun = False

    def write(self, move: Movement) -> Iterator[str]:
        """Give one movement, with the accounts that it is the first to use."""
        day = day_of(move.minute)
        yield from self._head(day.isoformat())
        for posting in move.entry.postings:
            if posting.account not in self._names:
                yield f"{day} open {self._names.of(posting.account)} {UNIT}\n"
                yield f"  account: {_quoted(posting.account)}\n"
        yield f"{day} * {_quoted(move.entry.reason)}\n"
        yield f"  first-leaf: {move.first_leaf}\n  last-leaf: {move.last_leaf}\n"
        for posting in move.entry.postings:
            yield f"  {self._names.of(posting.account)}  {posting.units} {UNIT}\n"
        yield "\n"

    def close(self, reconciliation: Reconciliation) -> Iterator[str]:
        """Give what must stand on each account, at the beginning of the day after."""
        yield from self._head(day_of(reconciliation.minute).isoformat())
        day = day_after(reconciliation.minute)
        for account, units in reconciliation.balances.items():
            yield f"{day} balance {self._names.of(account)}  {units} {UNIT}\n"

    def _head(self, day: str) -> Iterator[str]:
        if not self._is_begun:
            self._is_begun = True
            yield f'option "title" {_quoted(self._campaign)}\n'
            yield f'option "operating_currency" "{UNIT}"\n\n'
            yield f"{day} commodity {UNIT}\n\n"


def _quoted(text: str) -> str:
    plain = in_one_line(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"'
