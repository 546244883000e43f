"""Registered blogs, judged hosts and appeals in memory."""

from collections.abc import Collection

from tablee.ports.appeals import Appeal
from tablee.ports.blogs import Blog, HostRule
from tablee.store.memory.shelf import Transaction
from tablee.store.storable import storable, storable_blog


class MemoryBlogs:
    """The registered blogs; a blog's number is its position, from 1."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._blogs = transaction.shelf.blogs

    def register(self, blog: Blog) -> tuple[Blog, bool]:
        """Write a blog down, unless its feed is; return it, and whether it is new."""
        for known in self._blogs:
            if (known.campaign_id, known.feed) == (blog.campaign_id, blog.feed):
                return known, False
        written = storable_blog(blog._replace(number=len(self._blogs) + 1))
        self._transaction.push(self._blogs, written)
        return written, True

    def get(self, number: int) -> Blog | None:
        """Return one."""
        return self._blogs[number - 1] if 1 <= number <= len(self._blogs) else None

    def change(self, blog: Blog) -> None:
        """Store how a blog stands: everything but number, campaign and feed."""
        old = self._blogs[blog.number - 1]
        changed = storable_blog(blog._replace(campaign_id=old.campaign_id, feed=old.feed))
        self._transaction.replace(self._blogs, blog.number - 1, changed)

    def move(self, number: int, feed: str) -> bool:
        """Store another address for a blog's feed; return whether it was free."""
        old = self.get(number)
        if old is None:
            return False
        moved = storable_blog(old._replace(feed=feed))
        if any(each[:2] == moved[:2] for each in self._blogs):
            return False
        self._transaction.replace(self._blogs, number - 1, moved)
        return True

    def due(self, now_ms: int, most: int) -> list[Blog]:
        """Return blogs to be asked by now, the longest due first."""
        due = [blog for blog in self._blogs if 0 < blog.next_poll_ms <= now_ms]
        return sorted(due, key=lambda blog: (blog.next_poll_ms, blog.number))[:most]

    def every(self, campaign_id: int) -> list[Blog]:
        """Return a campaign's blogs, in order of registration."""
        return [blog for blog in self._blogs if blog.campaign_id == campaign_id]


class MemoryHosts:
    """The block and allow list."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._rules = transaction.shelf.host_rules

    def judge(self, rule: HostRule) -> None:
        """Write a decision down; the latest one about a host holds."""
        self._transaction.put(self._rules, rule.host, rule._replace(why=storable(rule.why)))

    def pardon(self, host: str) -> bool:
        """Take a host off the list; return whether it was on it."""
        was_there = host in self._rules
        self._transaction.drop(self._rules, host)
        return was_there

    def find(self, host: str) -> HostRule | None:
        """Return the decision about a host."""
        return self._rules.get(host)

    def among(self, hosts: Collection[str]) -> dict[str, HostRule]:
        """Return the decisions about those of these hosts that are on the list, by host."""
        return {host: self._rules[host] for host in hosts if host in self._rules}

    def every(self) -> list[HostRule]:
        """Return the list, by host."""
        return sorted(self._rules.values())


class MemoryAppeals:
    """The appeals."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._appeals = transaction.shelf.appeals

    def put(self, appeal: Appeal) -> bool:
        """Write an appeal down, unless one is open for the act; return whether it is new."""
        if self.open_for(*appeal[:2]) is not None:
            return False
        self._transaction.push(self._appeals, appeal._replace(words=storable(appeal.words)))
        return True

    def open_for(self, campaign_id: int, act_number: int) -> Appeal | None:
        """Return the open appeal of an act."""
        appeals = self.of_act(campaign_id, act_number)
        return next((appeal for appeal in appeals if not appeal.answered_at_ms), None)

    def answer(self, appeal: Appeal) -> None:
        """Store the answer to the open appeal of its act."""
        asked = self.open_for(*appeal[:2])
        if asked is not None:
            answer = appeal._replace(note=storable(appeal.note))
            index = self._appeals.index(asked)
            self._transaction.replace(self._appeals, index, Appeal(*asked[:4], *answer[4:]))

    def of_act(self, campaign_id: int, act_number: int) -> list[Appeal]:
        """Return the appeals of an act, first one first."""
        return [appeal for appeal in self._appeals if appeal[:2] == (campaign_id, act_number)]

    def waiting(self, campaign_id: int, most: int) -> list[Appeal]:
        """Return open appeals, oldest first."""
        theirs = (appeal for appeal in self._appeals if appeal.campaign_id == campaign_id)
        waiting = (appeal for appeal in theirs if not appeal.answered_at_ms)
        return sorted(waiting, key=lambda appeal: appeal.at_ms)[:most]
