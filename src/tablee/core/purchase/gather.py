"""From the lines of a till file to baskets, a block of lines at a time, in the same memory."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tablee.core.purchase.account import Account, OpenBasket, Progress, Refusal
from tablee.core.purchase.clocks import Moments
from tablee.core.purchase.rules import WHOLE, Amount, BasketRule, Measures, ProductList
from tablee.core.purchase.slip import Basket, Return
from tablee.core.purchase.values import Known, amounts, marks, quantities

HEAD = 6
"""The first so many fields of a row say which basket it belongs to."""
FIELDS = (
    "store",
    "receipt",
    "time",
    "loyalty",
    "original",
    "original_store",
    "gtin",
    "quantity",
    "amount",
)
"""The fields of a row, in their order; what a file does not say is empty."""
LONGEST_NAME = 100
SEPARATOR = "\n"
_PIECE = 1_000

Row = Sequence[str]
Pseudonym = Callable[[str], bytes]
"""From what a till says of a shopper to a keyed hash; nothing else of it is ever kept."""


class Block(NamedTuple):
    """Some lines of a file, read at once."""

    rows: Sequence[Row]
    lines: Sequence[int]
    """The line of each row."""
    bad_lines: Sequence[int]
    """Lines that are no rows."""
    position: int
    """Where the next block begins."""
    last_line: int


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What of a basket is looked at: products by code, and the rules."""

    lists: Mapping[str, tuple[str, ...]]
    """Names of the lists in which a product is, by its code."""
    rules: tuple[BasketRule, ...]

    @property
    def takes_any(self) -> bool:
        """Whether whole baskets count, whatever is in them."""
        return any(rule.products == WHOLE for rule in self.rules)


def catalogue(products: Iterable[ProductList], rules: Iterable[BasketRule]) -> Catalogue:
    """Return what is to be looked at where these lists and rules are in force."""
    chosen = tuple(rules)
    used = {rule.products for rule in chosen}
    lists: dict[str, tuple[str, ...]] = {}
    for each in products:
        if each.name in used:
            for code in each.gtins:
                lists[code] = (*lists.get(code, ()), each.name)
    return Catalogue(lists, chosen)


class Dialect(NamedTuple):
    """How a partner's tills write what they say."""

    moments: Moments
    digits: int = 2
    """Decimals of an amount of money."""
    decimal: str = ""


class Gatherer:
    """Reads rows one after the other; the lines of one receipt stand together, in any order."""

    def __init__(
        self, watched: Catalogue, dialect: Dialect, pseudonym: Pseudonym, progress: Progress
    ) -> None:
        """Go on from *progress*, which is kept up to date."""
        self._takes_any = watched.takes_any
        self._marks = marks(watched.lists)
        self._quantities = quantities(dialect.decimal)
        self._amounts = amounts(dialect.digits, dialect.decimal)
        self._moments = Known(dialect.moments.at_ms)
        self._pseudonym = pseudonym
        self.progress = progress
        self._done: list[Basket] = []

    def take(self, block: Block) -> list[Basket]:
        """Return the baskets that end in *block*; the last one is open until another begins."""
        account = self.progress.account
        for line in block.bad_lines:
            account.refuse(Refusal.BAD_LINE, line)
        account.lines += len(block.rows) + len(block.bad_lines)
        self._read(block, account)
        self.progress.position = block.position
        self.progress.line = block.last_line
        done, self._done = self._done, []
        return done

    def finish(self) -> list[Basket]:
        """Return the last basket: the file has ended."""
        self._close()
        done, self._done = self._done, []
        return done

    def _read(self, block: Block, account: Account) -> None:
        known_marks, known_quantities, known_amounts = self._marks, self._quantities, self._amounts
        takes_any = self._takes_any
        head: Row | None = None
        basket: OpenBasket | None = None
        milli_sum = minor_sum = 0
        for row, line in zip(block.rows, block.lines, strict=True):
            if row[:HEAD] != head:
                head = row[:HEAD]
                basket = self._turn(head, line)
            milli, minor = known_quantities[row[7]], known_amounts[row[8]]
            lists = known_marks[row[6]]
            if milli is None or minor is None or lists is None:
                lists, milli, minor = self._mend(row, line)
            milli_sum += milli
            minor_sum += minor
            if basket is None:
                account.refuse(Refusal.NO_RECEIPT, line)
            elif lists or takes_any:
                _add(basket, row, (lists, milli, minor), takes_any=takes_any)
        account.milli += milli_sum
        account.minor += minor_sum

    def _mend(self, row: Row, line: int) -> tuple[tuple[str, ...], int, int]:
        """Return what a line means of which something cannot be read: that part is nothing."""
        account = self.progress.account
        milli, minor = self._quantities[row[7]], self._amounts[row[8]]
        lists = self._marks[row[6]]
        if milli is None:
            account.refuse(Refusal.BAD_QUANTITY, line)
        if minor is None:
            account.refuse(Refusal.BAD_AMOUNT, line)
        if lists is None:
            account.refuse(Refusal.BAD_GTIN, line)
        is_whole = milli is not None and minor is not None
        return (lists or ()) if is_whole else (), milli or 0, minor or 0

    def _turn(self, head: Row, line: int) -> OpenBasket | None:
        """Return the basket to which a row with this head belongs."""
        store, receipt, time, loyalty, *original = (each.strip() for each in head)
        basket = self.progress.basket
        if not receipt or max(map(len, (store, receipt, *original))) > LONGEST_NAME:
            return None
        if basket is None or basket.receipt != receipt or basket.store != store:
            self._close()
            self.progress.account.baskets += 1
            basket = self.progress.basket = OpenBasket(store, receipt, line)
        # The earliest time holds, and of several cards always the same one.
        at_ms = self._moments[time]
        if at_ms is not None:
            basket.at_ms = at_ms if basket.at_ms is None else min(basket.at_ms, at_ms)
        if loyalty:
            supporter = self._pseudonym(loyalty)
            basket.supporter = min(basket.supporter or supporter, supporter)
        return basket

    def _close(self) -> None:
        """End the open basket, and keep it if anything in it may count."""
        basket, self.progress.basket = self.progress.basket, None
        if basket is None:
            return
        if basket.at_ms is None:
            self.progress.account.refuse(Refusal.BAD_TIME, basket.line)
        elif basket.bought or basket.returns:
            self._done.append(_closed(basket, basket.at_ms))
        else:
            self.progress.account.plain += 1


def _closed(basket: OpenBasket, at_ms: int) -> Basket:
    bought = _measures(basket.bought)
    returns = [
        Return(store, receipt, basket.line, _measures(given_back))
        for (store, receipt), given_back in (
            (name.split(SEPARATOR), each) for name, each in sorted(basket.returns.items())
        )
    ]
    receipt = basket.receipt
    signs = [each.milli for each in bought.values()]
    if signs and max(signs) <= 0 and min(signs) < 0:
        # Nothing but minus signs: a return, which names its purchase by its own number.
        given_back = {
            name: Amount(-each.milli, max(0, -each.minor)) for name, each in bought.items()
        }
        returns.append(Return(basket.store, receipt, basket.line, given_back))
        receipt, bought = f"{receipt}~{at_ms}", {}
    return Basket(
        basket.store, receipt, basket.line, at_ms, basket.supporter, bought, tuple(returns)
    )


Meaning = tuple[Sequence[str], int, int]


def _add(basket: OpenBasket, row: Row, meaning: Meaning, *, takes_any: bool) -> None:
    """Add a line to what its basket holds, or brings back of an earlier purchase."""
    lists, milli, minor = meaning
    original = row[4].strip()
    store = (row[5].strip() or basket.store) if original else ""
    if original and (original, store) != (basket.receipt, basket.store):
        name = f"{store}{SEPARATOR}{original}"
        into = basket.returns.setdefault(name, {})
        milli, minor = abs(milli), abs(minor)
    else:
        into = basket.bought
        minor = -abs(minor) if milli < 0 else minor  # some tills leave the sign out here
    if milli % _PIECE:
        milli = _PIECE if milli > 0 else -_PIECE  # what is weighed is one piece
    if minor < 0 < milli:
        milli = 0  # money off is no further piece
    for name in lists:
        _add_to(into, name, milli, minor)
    if takes_any:
        _add_to(into, WHOLE, milli, minor)


def _add_to(into: dict[str, list[int]], name: str, milli: int, minor: int) -> None:
    measure = into.get(name)
    if measure is None:
        into[name] = [milli, minor]
    else:
        measure[0] += milli
        measure[1] += minor


def _measures(raw: Mapping[str, list[int]]) -> Measures:
    return {name: Amount(milli, minor) for name, (milli, minor) in raw.items()}
