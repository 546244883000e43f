"""Names of our accounts, as Beancount and hledger can read them."""

from unicodedata import normalize

UNIT = "UNIT"
"""What is counted; what one of them is worth stands in the terms."""
_ROOTS = {
    "promised": "Equity:Promised",
    "pledged": "Assets:Pledged",
    "earned": "Assets:Earned",
    "voided": "Expenses:Voided",
    "owed": "Liabilities:Owed",
    "paid": "Assets:Paid",
    "due": "Liabilities:Due",
    "delivered": "Expenses:Delivered",
}


class AccountNames:
    """A plain name for each account, the same whenever the accounts come in the same order.

    >>> names = AccountNames()
    >>> names.of("earned:Crédit d'ici:blogs"), names.of("earned:credit d ici:blogs")
    ('Assets:Earned:Credit-d-ici-blogs', 'Assets:Earned:Credit-d-ici-blogs-2')
    """

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._taken: set[str] = set()

    def __contains__(self, account: str) -> bool:
        return account in self._names

    def of(self, account: str) -> str:
        """Return the name of *account*: names of sponsors and lines may hold any character."""
        found = self._names.get(account)
        if found is None:
            root, _, rest = account.partition(":")
            found = self._names[account] = self._untaken(f"{_ROOTS[root]}:{_plain(rest)}")
        return found

    def _untaken(self, wish: str) -> str:
        name, number = wish, 1
        while name in self._taken:
            number += 1
            name = f"{wish}-{number}"
        self._taken.add(name)
        return name


def in_one_line(text: str) -> str:
    """Return *text* without line breaks and control characters: it cannot begin anything new."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def _plain(name: str) -> str:
    """Return *name* in letters, digits and hyphens without accents, begun with a capital."""
    bare = normalize("NFKD", name).encode("ascii", "ignore").decode()
    spaced = "".join(char if char.isalnum() else " " for char in bare)
    plain = "-".join(spaced.split()) or "X"
    return plain[0].upper() + plain[1:]
