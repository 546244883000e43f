"""One Mastodon server: what it shows to whom, and where it is asked."""

import re
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode, urlsplit

from tablee.evidence.address import registrable
from tablee.ports.networks.bulletins import Condition
from tablee.usecases.networks.ask_network import LONG_MS
from tablee.usecases.networks.report import Halted

SERVER = r"https?://[A-Za-z0-9.-]{1,100}(?::[0-9]{1,5})?"
PATTERN = rf"{SERVER}/?(?: +{SERVER}/?){{0,9}}"
TAGS_PATTERN = r"#?[^\s#]{1,100}(?: +#?[^\s#]{1,100}){0,3}"
PAGE = 40
"""The most a server gives at once."""
TIME_BITS = 16
"""Below these bits, the name of a status is the millisecond in which it was made."""
LEAST_MOMENT = 10**15
_NUMBER = re.compile(r"[0-9]{1,20}", re.ASCII)


class Server(NamedTuple):
    """What a server's own document says."""

    address: str
    """Without a slash at the end."""
    streaming: str
    shows: str = ""
    """``local`` or ``remote`` where only these are shown; empty for both."""

    @property
    def host(self) -> str:
        """Its name, with a port where it is not the usual one."""
        return urlsplit(self.address).netloc.lower()

    def timeline(self, tag: str, more: tuple[str, ...], after: str) -> str:
        """Return where the statuses that follow *after* are, with any of the tags."""
        asked = [("limit", str(PAGE)), ("min_id", after), *(("any[]", each) for each in more)]
        if self.shows:
            asked.append((self.shows, "true"))
        return f"{self.address}/api/v1/timelines/tag/{quote(tag, safe='')}?{urlencode(asked)}"

    def stream(self, tag: str) -> str:
        """Return where statuses with a tag are told as they come."""
        return f"{self.streaming}/api/v1/streaming/hashtag?{urlencode({'tag': tag})}"


def document(address: str) -> str:
    """Return where a server says what it is."""
    return f"{address}/api/v2/instance"


def read_server(address: str, said: Any, *, has_token: bool) -> Server:
    """Return a server by what it *said* of itself; servers that say nothing show everything.

    Raises:
        Halted: it shows hashtags to nobody, or to nobody without a token.
    """
    settings = _part(said, "configuration")
    urls = _part(settings, "urls")
    streaming = _part(urls, "streaming") or _part(_part(said, "urls"), "streaming_api")
    feeds = _part(_part(settings, "timelines_access"), "hashtag_feeds")
    open_to = {"public"} | ({"authenticated"} if has_token else set())
    said_of = {name: _part(feeds, name) for name in ("local", "remote")}
    shown = [name for name, who in said_of.items() if who is None or who in open_to]
    if not shown:
        needs_token = "authenticated" in said_of.values()
        condition = Condition.NO_TOKEN if needs_token else Condition.CLOSED
        raise Halted(condition, LONG_MS, "hashtag_feeds: " + " ".join(map(str, said_of.values())))
    return Server(
        address,
        _web(streaming, address) or address,
        shown[0] if len(shown) == 1 else "",
    )


def beginning(opens_at_ms: int) -> str:
    """Return the name below which every status is older than the campaign.

    >>> beginning(1_329_696_000_000)
    '87142957056000000'
    """
    return str(max(0, opens_at_ms) << TIME_BITS)


def rewound(position: str, by_ms: int) -> str:
    """Return a place somewhat before *position*.

    Statuses of other servers come late, and are named by when they were made. Names that are no
    moments stay where they are.
    """
    if not _NUMBER.fullmatch(position) or int(position) < LEAST_MOMENT:
        return position
    return str(int(position) - (by_ms << TIME_BITS))


def later(one: str, other: str) -> str:
    """Return whichever name is the later one: longer, or of two that are as long, the greater."""
    return max(one, other, key=lambda name: (len(name), name))


def _web(streaming: Any, server: str) -> str:
    """Return the address of the streaming server as one asks it over HTTP, if it is the server's.

    Tokens are sent there.
    """
    if not isinstance(streaming, str):
        return ""
    address = re.sub(r"^ws", "http", streaming.rstrip("/"))
    if not re.fullmatch(SERVER, address):
        return ""
    hosts = {urlsplit(each).hostname or "" for each in (address, server)}
    return address if len(set(map(registrable, hosts))) == 1 else ""


def _part(whole: Any, name: str) -> Any:
    return whole.get(name) if isinstance(whole, dict) else None
