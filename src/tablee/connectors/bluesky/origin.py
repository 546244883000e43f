"""The address of a Jetstream, and how one asks it to begin where one has stopped."""

from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from tablee.connectors.bluesky.frames import POSTS, Reader, read_first, read_second

DEFAULT = "wss://jetstream.us-west.bsky.network/xrpc/network.bsky.jetstream.subscribeEvents"
PATTERN = (
    r"wss?://[A-Za-z0-9.-]{1,70}(?::[0-9]{1,5})?"
    r"/(?:subscribe|xrpc/network\.bsky\.jetstream\.subscribeEvents)"
)
REWIND_US = 5_000_000
LARGEST_FRAME_BYTES = 262_144
"""Larger posts are not sent to us: a post of 3,000 letters with its facets has a tenth of it."""
FIRST_MOMENT = 10**15
"""The least position that is a moment (in September 2001); smaller ones are numbers."""


@dataclass(frozen=True, slots=True)
class Origin:
    """One Jetstream server, of version 1 or 2."""

    address: str

    @property
    def is_first(self) -> bool:
        """Whether it speaks version 1."""
        return urlsplit(self.address).path == "/subscribe"

    @property
    def read(self) -> Reader:
        """What reads its frames."""
        return read_first if self.is_first else read_second

    @property
    def reader(self) -> str:
        """The name of its cursors: positions mean something on one server only.

        >>> Origin("wss://one.example/subscribe").reader
        'bluesky:one.example/1'
        """
        return f"bluesky:{urlsplit(self.address).netloc}/{1 if self.is_first else 2}"

    def beginning_at(self, position: int) -> str:
        """Return the address that goes on at *position*, which comes again; 0 is now.

        Moments are rewound by a few seconds, for their order is not quite that of the events.
        """
        if position >= FIRST_MOMENT:
            position = max(FIRST_MOMENT, position - REWIND_US)
        asked: list[tuple[str, str | int]]
        if self.is_first:
            asked = [("wantedCollections", POSTS)]
        else:
            asked = [("kinds", "commit"), ("kinds", "account"), ("collections", POSTS)]
        asked.append(("maxMessageSizeBytes", LARGEST_FRAME_BYTES))
        if position:
            asked.append(("cursor", position))
        return f"{self.address}?{urlencode(asked)}"
