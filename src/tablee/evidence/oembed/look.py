"""Look at a post: through its network's oEmbed endpoint, or not at all where there is none."""

import hashlib
from collections.abc import Callable
from http import HTTPStatus
from typing import NamedTuple

from tablee.core.post.finding import Display, Finding
from tablee.evidence.oembed.ask import Told, ask, follow
from tablee.evidence.oembed.words import LONGEST_EXCERPT, LONGEST_NAME, Words, names, plain
from tablee.evidence.page import Target
from tablee.ports.fetch import Fetcher, NotFetched, Obstacle

MOST_FOLLOWED = 3
"""Short links in one post that are followed, at most."""

Recognise = Callable[[str], str | None]


class Embedding(NamedTuple):
    """How a network tells of its posts."""

    endpoint: str
    recognise: Recognise
    name: Callable[[str], str]
    """From what was recognised to the one name of the post; nothing for a short link."""
    is_about: Callable[[Told, str], bool]
    """Whether an answer is about the post of that name."""
    author: Callable[[Told], str]
    """Who posted it, by the most lasting name there is; nothing where the answer names nobody."""
    words: Callable[[Told], Words]
    shortener: str = ""
    """How every link in a post begins, where the network makes links of its own of them."""
    is_partial: bool = False
    """Whether there may be more of a post than the network tells."""
    extra: tuple[tuple[str, str], ...] = ()
    """What else it is asked."""
    hidden: frozenset[int] = frozenset()
    """Answers that say: it may be there, and you may not see it from here."""


class EmbedLook:
    """A `NetworkLook` that asks an oEmbed endpoint."""

    def __init__(self, fetcher: Fetcher, embedding: Embedding) -> None:
        self._fetcher = fetcher
        self._way = embedding

    async def see(self, object_: str, target: Target) -> Finding:
        """Return what the network says of a post.

        Raises:
            NotFetched: the network does not answer, or speaks of another post.
        """
        found = await led(self._fetcher, object_, self._way.recognise, self._way.name)
        name = self._way.name(found)
        if not name:
            return absent(object_, HTTPStatus.NOT_FOUND)
        told = await ask(self._fetcher, self._way.endpoint, url=found, **dict(self._way.extra))
        if told.status in self._way.hidden:
            return closed(name)
        if told.status == HTTPStatus.BAD_REQUEST:
            return absent(name, HTTPStatus.NOT_FOUND)
        if told.status != HTTPStatus.OK:
            return absent(name, told.status)
        author = self._way.author(told)
        if not author or not self._way.is_about(told, name):
            raise NotFetched(Obstacle.BAD_ANSWER, found, "about something else")
        return await self._finding(name, author, told, target)

    async def _finding(self, name: str, author: str, told: Told, target: Target) -> Finding:
        words = self._way.words(told)
        is_naming = names(target, words.text)
        links = await self._links(words.links, target, is_deep=not is_naming)
        return Finding(
            address=name,
            canonical=name,
            blog=author,
            status=HTTPStatus.OK,
            is_readable=True,
            is_whole=True,
            links=links,
            is_naming=is_naming,
            is_closed=self._way.is_partial,
            content_hash=hashlib.sha256(words.text.encode("utf-8", "replace")).hexdigest(),
            display=Display(
                author=plain(told.text("author_name"))[:LONGEST_NAME],
                excerpt=words.text[:LONGEST_EXCERPT],
                language=words.language,
            ),
        )

    async def _links(
        self, links: tuple[str, ...], target: Target, *, is_deep: bool
    ) -> tuple[str, ...]:
        """Return links to the campaign; *is_deep*, also those behind the network's short links."""
        found = [each for each in links if target.is_at(each)]
        short = [each for each in links if self._is_short(each)]
        for each in short[:MOST_FOLLOWED] if is_deep and not found else ():
            try:
                led_to = await follow(self._fetcher, each)
            except NotFetched as obstacle:
                if obstacle.obstacle is Obstacle.BUSY:
                    raise
                continue
            found += [address for address in led_to if target.is_at(address)]
        return tuple(found)

    def _is_short(self, link: str) -> bool:
        return bool(self._way.shortener) and link.startswith(self._way.shortener)


class Closed(NamedTuple):
    """A network that tells nothing of its posts to those who are not its own."""

    recognise: Recognise
    name: Callable[[str], str]


class ClosedLook:
    """A `NetworkLook` that finds out which post is meant, and leaves the rest to a person."""

    def __init__(self, fetcher: Fetcher, network: Closed) -> None:
        self._fetcher = fetcher
        self._network = network

    async def see(self, object_: str, _target: Target) -> Finding:
        """Return the name of a post, and that there is nothing more to be seen.

        Raises:
            NotFetched: this must wait.
        """
        try:
            found = await led(self._fetcher, object_, self._network.recognise, self._network.name)
        except NotFetched as obstacle:
            if obstacle.obstacle is Obstacle.BUSY:
                raise
            found = object_
        return closed(self._network.name(found) or object_)


async def led(
    fetcher: Fetcher, object_: str, recognise: Recognise, name: Callable[[str], str]
) -> str:
    """Return the post that *object_* is, or to which it leads if it is a short link.

    Raises:
        NotFetched: the short link does not answer.
    """
    if name(object_):
        return object_
    for address in await follow(fetcher, object_):
        found = recognise(address)
        if found is not None and name(found):
            return found
    return object_


def absent(name: str, status: int) -> Finding:
    """Return what is seen of a post that the network does not show."""
    return Finding(name, name, host_of(name), status, is_readable=False, is_whole=True)


def closed(name: str) -> Finding:
    """Return what is seen of a post on a network that shows nothing: which one it is."""
    host = host_of(name)
    return Finding(name, name, host, HTTPStatus.OK, False, True, is_closed=True)  # noqa: FBT003


def host_of(name: str) -> str:
    """Return the host in a post's name: its author is not known."""
    return name.partition("://")[2].partition("/")[0].removeprefix("www.")
