"""Books, outbox, keys, notes and coupons in memory."""

from collections import Counter
from collections.abc import Collection
from functools import partial

from tablee.core.books.ledger import Entry, balances
from tablee.ports.desk import Letter, Message, Note, PartnerKey
from tablee.store.memory.shelf import Transaction


class MemoryBooks:
    """The books."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def write(self, campaign_id: int, entry: Entry, *, through: int, at_ms: int) -> None:  # noqa: ARG002 - memory keeps no dates
        """Write an entry that brings the books to sequence number *through*."""
        pages = self._transaction.shelf.pages[campaign_id]
        self._transaction.push(pages.entries, entry)
        self._transaction.remember(partial(setattr, pages, "through", pages.through))
        pages.through = max(pages.through, through)

    def balances(self, campaign_id: int) -> Counter[str]:
        """Return what stands on each account; accounts on which nothing stands are left out."""
        totals = balances(self._transaction.shelf.pages[campaign_id].entries)
        return Counter({account: units for account, units in totals.items() if units})

    def through(self, campaign_id: int) -> int:
        """Return the sequence number to which the books have been brought; 0 at first."""
        return self._transaction.shelf.pages[campaign_id].through

    def unbalanced(self, campaign_id: int) -> list[str]:
        """Return the reasons of entries that do not balance: none can be made in memory."""
        entries = self._transaction.shelf.pages[campaign_id].entries
        return [each.reason for each in entries if sum(side.units for side in each.postings)]


class MemoryOutbox:
    """The outbox; a message's number is its position, from 1."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def put(self, campaign_id: int, message: Message, at_ms: int) -> None:
        """Write a message down, unless one with the same key is there."""
        shelf = self._transaction.shelf
        if (campaign_id, message.key) not in shelf.message_keys:
            self._transaction.note(shelf.message_keys, (campaign_id, message.key))
            kept = message._replace(body=dict(message.body))
            number = len(shelf.messages) + 1
            self._transaction.push(shelf.messages, Letter(number, campaign_id, at_ms, kept))

    def waiting(self, most: int) -> list[tuple[int, Message]]:
        """Return the oldest messages not yet delivered, each with its number."""
        return [(each.number, each.message) for each in self.letters(most)]

    def letters(self, most: int) -> list[Letter]:
        """Return the oldest messages not yet delivered, with all that is known of them."""
        shelf = self._transaction.shelf
        return [each for each in shelf.messages if each.number not in shelf.delivered][:most]

    def letter(self, number: int) -> Letter | None:
        """Return one message, delivered or not."""
        shelf = self._transaction.shelf
        is_there = 0 < number <= len(shelf.messages) and number not in shelf.forgotten
        return shelf.messages[number - 1] if is_there else None

    def delivered(self, number: int, at_ms: int) -> None:
        """Write down that a message has been delivered."""
        if number not in self._transaction.shelf.delivered:
            self._transaction.put(self._transaction.shelf.delivered, number, at_ms)

    def delivered_before(self, at_ms: int, after: int, most: int) -> list[int]:
        """Return the numbers of messages delivered before then, those above *after*, in order."""
        shelf = self._transaction.shelf
        found = (number for number, when_ms in shelf.delivered.items() if when_ms < at_ms)
        return sorted(each for each in found if each > after and each not in shelf.forgotten)[:most]

    def forget(self, numbers: Collection[int]) -> None:
        """Drop messages for good."""
        for number in numbers:
            self._transaction.note(self._transaction.shelf.forgotten, number)


class MemoryKeys:
    """The keys of partners."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add(self, key: PartnerKey, at_ms: int) -> None:  # noqa: ARG002 - memory keeps no dates
        """Write a new key down."""
        self._transaction.push(self._transaction.shelf.keys, key)

    def find(self, digest: bytes) -> PartnerKey | None:
        """Return the key with that hash, revoked or not."""
        return next((key for key in self._transaction.shelf.keys if key.digest == digest), None)

    def revoke(self, campaign: str, name: str, at_ms: int) -> bool:  # noqa: ARG002 - no dates here
        """Write down that a campaign's key is no longer good; return whether there was one."""
        keys = self._transaction.shelf.keys
        is_found = False
        for index, key in enumerate(keys):
            if (key.campaign, key.name, key.is_revoked) == (campaign, name, False):
                self._transaction.replace(keys, index, key._replace(is_revoked=True))
                is_found = True
        return is_found

    def every(self, campaign: str) -> list[PartnerKey]:
        """Return a campaign's keys, in order of issue."""
        return [key for key in self._transaction.shelf.keys if key.campaign == campaign]


class MemoryNotes:
    """The public messages of campaigns."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def post(self, campaign_id: int, note: Note) -> None:
        """Write a message down."""
        self._transaction.push(self._transaction.shelf.pages[campaign_id].notes, note)

    def latest(self, campaign_id: int, most: int) -> list[Note]:
        """Return the latest messages, newest first."""
        notes = self._transaction.shelf.pages[campaign_id].notes
        newest_first = sorted(enumerate(notes), key=lambda each: (-each[1].at_ms, -each[0]))
        return [note for _, note in newest_first[:most]]


class MemoryCoupons:
    """The coupons that have been used."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._used = transaction.shelf.coupons

    def spend(self, name: str, good_until_ms: int, now_ms: int) -> bool:
        """Write down that a coupon is used; return whether it had not been used before."""
        for over in [each for each, until_ms in self._used.items() if until_ms <= now_ms]:
            self._transaction.drop(self._used, over)
        if name in self._used:
            return False
        self._transaction.put(self._used, name, good_until_ms)
        return True
