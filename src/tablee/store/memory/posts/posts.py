"""Posts that became acts, in memory."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from operator import attrgetter

from tablee.core.act import State
from tablee.core.post.post import Post
from tablee.ports.posts import MOST_ALIKE, Glance
from tablee.store.memory.shelf import Transaction
from tablee.store.storable import storable_post

QUARTER_SHIFTS = (0, 16, 32, 48)
QUARTER = 0xFFFF


class MemoryPosts:
    """The posts beside their acts."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._shelf = transaction.shelf

    def keep(self, posts: Sequence[Post]) -> None:
        """Write posts down, or store what is said of them now."""
        for post in posts:
            name = (post.campaign_id, post.act_number)
            self._transaction.put(self._shelf.posts, name, storable_post(post))

    def get(self, campaign_id: int, act_number: int) -> Post | None:
        """Return the post of an act."""
        return self._shelf.posts.get((campaign_id, act_number))

    def wall(self, campaign_id: int, glance: Glance) -> list[Post]:
        """Return shown posts whose act is counted, newest first."""
        shown = [post for post in self._on_wall(campaign_id) if _is_in(post, glance)]
        return sorted(shown, key=attrgetter("act_number"), reverse=True)[: glance.most]

    def of_blog(self, campaign_id: int, blog: str, most: int) -> list[Post]:
        """Return the posts of one blog or author, newest first."""
        posts = self._shelf.posts.values()
        theirs = [each for each in posts if (each.campaign_id, each.blog) == (campaign_id, blog)]
        return sorted(theirs, key=attrgetter("act_number"), reverse=True)[:most]

    def languages(self, campaign_id: int) -> dict[str, int]:
        """Return how many posts of the wall are in each language."""
        return dict(Counter(post.display.language for post in self._on_wall(campaign_id)))

    def brought(self, campaign_id: int, act_number: int) -> list[int]:
        """Return the referral acts of the posts that came by an act's personal link, in order."""
        told = (each for each in self._shelf.submissions if each.campaign_id == campaign_id)
        acts = (each.act_number for each in told if each.via == act_number > 0)
        posts = (self._shelf.posts.get((campaign_id, number)) for number in acts)
        return sorted({post.referred_act for post in posts if post and post.referred_act})

    def due(self, now_ms: int, most: int) -> list[Post]:
        """Return posts to be looked at again by now, the longest due first."""
        due = [each for each in self._shelf.posts.values() if 0 < each.next_check_at_ms <= now_ms]
        order = attrgetter("next_check_at_ms", "campaign_id", "act_number")
        return sorted(due, key=order)[:most]

    def likenesses(self, campaign_id: int, likeness: int) -> list[tuple[int, str, int]]:
        """Return (act number, blog, likeness) of posts that share a quarter, first one first."""
        posts = self._shelf.posts.values()
        theirs = [each for each in posts if each.campaign_id == campaign_id and each.likeness]
        theirs.sort(key=attrgetter("act_number"), reverse=True)
        alike: set[tuple[int, str, int]] = set()
        for shift in QUARTER_SHIFTS if likeness else ():
            sharing = (each for each in theirs if not (each.likeness ^ likeness) >> shift & QUARTER)
            latest = islice(sharing, MOST_ALIKE)
            alike.update((each.act_number, each.blog, each.likeness) for each in latest)
        return sorted(alike)

    def exhibits_before(self, found_before_ms: int, most: int) -> list[Post]:
        """Return posts found before that moment whose snapshot is still kept, oldest first."""
        posts = self._shelf.posts.values()
        found = [each for each in posts if each.exhibit and each.found_at_ms < found_before_ms]
        order = attrgetter("found_at_ms", "campaign_id", "act_number")
        return sorted(found, key=order)[:most]

    def names_exhibit(self, exhibit: str) -> bool:
        """Return whether any post still refers to a snapshot."""
        return any(exhibit and each.exhibit == exhibit for each in self._shelf.posts.values())

    def named_exhibits(self, exhibits: Collection[str]) -> set[str]:
        """Return those of these snapshots that any post still refers to."""
        return {each for each in exhibits if self.names_exhibit(each)}

    def orphans(self, campaign_id: int, most: int) -> list[int]:
        """Return the act numbers of posts whose act is not there."""
        acts = len(self._shelf.pages[campaign_id].acts)
        numbers = (number for posted, number in self._shelf.posts if posted == campaign_id)
        return sorted(number for number in numbers if not 1 <= number <= acts)[:most]

    def _on_wall(self, campaign_id: int) -> Iterator[Post]:
        pages = self._shelf.pages.get(campaign_id)
        acts = pages.acts if pages else []
        for post in self._shelf.posts.values():
            if post.campaign_id != campaign_id or not post.is_shown:
                continue
            of_post = acts[post.act_number - 1 : post.act_number]
            if of_post and of_post[0].state is State.COUNTED:
                yield post


def _is_in(post: Post, glance: Glance) -> bool:
    return (
        (not glance.language or post.display.language == glance.language)
        and (glance.mark is None or post.mark is glance.mark)
        and (not glance.before or post.act_number < glance.before)
    )
