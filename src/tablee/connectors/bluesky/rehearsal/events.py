"""Posts nobody wrote, as Jetstream tells of them: each follows from its number alone."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from tablee.connectors.bluesky.frames import POSTS

_SECOND = (
    '{"$type":"message","payload":{"$type":"network.bsky.jetstream.subscribeEvents#%s","seq":%d,'
    '"did":"did:plc:%s","time":"%s",%s}}'
)
_FIRST = '{"did":"did:plc:%s","time_us":%d,"kind":"%s",%s}'
_COMMIT = '"rev":"3l3qo2vutsw2b","operation":"%s","collection":"' + POSTS + '","rkey":"r%d"%s'
_RECORD = (
    ',"cid":"bafyreidwaivazkwu67xztlmuobx35hs2lnfh3kolmgfmucldvhd3sgzcqi","record":{"$type":"'
    + POSTS
    + '","createdAt":"2026-02-20T12:00:00.000Z","langs":["fr"],"text":"%s"%s}'
)
_FACET = (
    ',"facets":[{"features":[{"$type":"app.bsky.richtext.facet#tag","tag":"%s"}],'
    '"index":{"byteEnd":%d,"byteStart":0}}]'
)
_LONG = (
    "A longer one, of the sort in which people explain at length what they think of a thing "
    "which happened far away from them, and which they will have forgotten by tomorrow evening"
)
_WORDS = (
    "Nothing to see here, only somebody who had soup for lunch and says so",
    "Répondre à tout le monde prend du temps, surtout le dimanche matin ☕",
    "今日はとても良い天気ですね。散歩に行きましょう、そしてスープを飲みます",
    _LONG,
)
_REPLY = (
    ',"reply":{"parent":{"cid":"bafyreidwaivazkwu67xztlmuobx35hs2lnfh3kolmgfmucldvhd3sgzcqi",'
    '"uri":"at://did:plc:wa7b35aakoll7hugkrjtf3xf/app.bsky.feed.post/3l3pte3p2e325"}}'
)
EVERY, BEARING = 100, 50
"""One post in so many bears the hashtag: the one whose number leaves this."""
DELETION, DELETIONS, LATER = 1_000, frozenset({80, 90}), 30
"""Of so many events, these delete the post that was told so much earlier."""
LEAVE, LEAVING, STAYED = 10_000, 160, 10
"""Of so many events, this one is an account that goes away, so long after it has posted."""
OTHERS = (
    (20, 3, "soup", 4),
    (40, 5, "今日", 6),
    (500, 7, "{tag}", 9_999),  # stands nowhere in the text
    (500, 8, "{tag}3", 4),
)
"""Hashtags of other posts: of so many events this one has this hashtag, which ends there."""
_START = datetime(1970, 1, 1, tzinfo=UTC)


class Script(NamedTuple):
    """A whole stream: of every hundred events, the fifty-first is a post with the hashtag.

    Of every ten of these one is deleted thirty events later; of every hundred, another one's
    author deactivates the account ten events later.
    """

    total: int
    tag: str
    start_us: int
    """The moment of event 0; the others follow, *step_us* apart."""
    step_us: int = 20
    is_first: bool = False
    """Whether it is told as version 1 tells it."""

    def frame(self, number: int) -> bytes:
        """Return event *number*, counted from 1 as the server counts."""
        kind, author, words = self._event(number)
        moment_us = self.start_us + number * self.step_us
        if self.is_first:
            words = f'"{kind}":{{{words}}}' if kind == "commit" else words
            return (_FIRST % (author, moment_us, kind, words)).encode()
        moment = _START + timedelta(microseconds=moment_us)
        time = f"{moment:%Y-%m-%dT%H:%M:%S.%f}Z"
        return (_SECOND % (kind, number, author, time, words)).encode()

    def _event(self, number: int) -> tuple[str, str, str]:
        place = number % EVERY
        if place == BEARING:
            return "commit", self.author(number), self._bearing(number)
        if number % DELETION in DELETIONS:
            lost = number - LATER
            return "commit", self.author(lost), _COMMIT % ("delete", lost, "")
        if number % LEAVE == LEAVING:
            gone = self.author(number - STAYED)
            words = f'"account":{{"active":false,"did":"did:plc:{gone}","status":"deactivated"}}'
            return "account", gone, words
        return "commit", self.author(number), self._other(number)

    def author(self, number: int) -> str:
        """Return who posts event *number*: one of 5,000, or somebody who will leave."""
        is_leaving = number % LEAVE == LEAVING - STAYED
        return f"leaver{number}" if is_leaving else f"author{number % 4_999}"

    def _bearing(self, number: int) -> str:
        """Return a post that bears the hashtag, written in one of the ways people write it."""
        tag = (self.tag, self.tag.upper(), self.tag.lower(), _wide(self.tag), _escaped(self.tag))
        written = tag[number // EVERY % len(tag)]
        text = f"#{self.tag} number {number}"
        if number // EVERY % 7 == 0:
            return _COMMIT % ("create", number, _RECORD % (text, f',"tags":["{written}"]'))
        facet = _FACET % (written, len(self.tag) + 1)
        return _COMMIT % ("create", number, _RECORD % (text, facet))

    def _other(self, number: int) -> str:
        text, more = _WORDS[number % len(_WORDS)], ""
        for each, place, tag, end in OTHERS:
            if number % each == place:
                more = _FACET % (tag.format(tag=self.tag), end)
        if not more and number % 3 == 0:
            more = _REPLY
        return _COMMIT % ("create", number, _RECORD % (text, more))

    @property
    def bearing(self) -> int:
        """How many posts bear the hashtag."""
        return len(range(BEARING, self.total + 1, EVERY))

    @property
    def vanished(self) -> int:
        """How many of these are gone at the end."""
        deleted = len(range(min(DELETIONS), self.total + 1, DELETION))
        return deleted + len(range(LEAVING, self.total + 1, LEAVE))


def _wide(tag: str) -> str:
    """Return *tag* in the wide letters of Japanese keyboards."""
    return "".join(chr(ord(each) + 0xFEE0) if "!" <= each <= "~" else each for each in tag)


def _escaped(tag: str) -> str:
    return "".join(f"\\u{ord(each):04x}" for each in tag)
