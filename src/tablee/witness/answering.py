"""The witness over HTTP: one thing to ask of it, and a few to read."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256

from tablee.core.errors import TooLarge
from tablee.core.log.fault import BadLog
from tablee.core.log.tiles import tile_at
from tablee.core.text import Text
from tablee.problems.mistakes import TooSlow
from tablee.wire.asgi import NO_STORE, Header, Patience, Receive, Scope, Send, SenderGone, respond
from tablee.witness.identity import Identity
from tablee.witness.looking import TEXT_TYPE, Witness
from tablee.witness.memory import Known, Memory
from tablee.witness.mirror import Mirror
from tablee.witness.request import MOST_BYTES

Answer = tuple[int, tuple[Header, ...], bytes]
ASK = "/add-checkpoint"
PLAIN: tuple[Header, ...] = (
    (b"x-content-type-options", b"nosniff"),
    (b"access-control-allow-origin", b"*"),
)
TEXT = (b"content-type", TEXT_TYPE.encode())
BYTES = (b"content-type", b"application/octet-stream")
MOMENTS = (b"cache-control", b"max-age=5")
FOR_EVER = (b"cache-control", b"public, max-age=31536000, immutable")
GROWS = Text(
    "A signature by these keys says: at that moment this log had only grown.",
    "Une signature de ces clés dit : à cet instant ce journal n'avait fait que grandir.",
)
COUNTS = Text(
    "A signature by these keys says: at that moment this log had only grown, and every sum in it "
    "was recounted from its leaves and is right.",
    "Une signature de ces clés dit : à cet instant ce journal n'avait fait que grandir, et chaque "
    "somme y a été recomptée feuille par feuille et est juste.",
)


def meaning(identity: Identity) -> Text:
    """Return what a signature of this witness means."""
    return COUNTS if identity.is_recounting else GROWS


def spoken(identity: Identity) -> str:
    """Return who this witness is and what its signature means, in both languages."""
    means = meaning(identity)
    return "\n".join([*(str(each.key) for each in identity.signers()), "", means.en, means.fr, ""])


class WitnessServer:
    """An ASGI application, run as `tablee.server` runs one."""

    hatch = None

    def __init__(self, witness: Witness, memory: Memory, mirrors: Mapping[str, Mirror]) -> None:
        """Answer for *witness*; *mirrors* are the copies of logs that it keeps, by origin."""
        self._witness = witness
        self._memory = memory
        self._mirrors = mirrors
        self._patience = Patience()

    def recall(self) -> None:
        """See `Witness.recall`; it may take a while."""
        self._witness.recall()

    def close(self) -> None:
        """Nothing goes on for ever here."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] == "lifespan":
            await _live(receive, send)
        elif scope["type"] == "http":
            with suppress(SenderGone):
                status, headers, body = await self._answer(scope, receive)
                await respond(send, status, body, (*headers, *PLAIN))

    async def _answer(self, scope: Scope, receive: Receive) -> Answer:
        method, path = scope["method"], scope["path"]
        if path == ASK:
            return await self._asked(receive) if method == "POST" else NOT_SO
        if method != "GET":
            return NOT_SO
        if path == "/":
            return _plain(200, spoken(self._memory.identity))
        origin_hash, _, rest = path.removeprefix("/").partition("/")
        known = next((each for each in self._memory.logs() if _hash(each) == origin_hash), None)
        if known is None or not known.note:
            return NOTHING
        if rest == "checkpoint":
            return 200, (TEXT, MOMENTS), known.note.encode()
        return self._tile(known, rest)

    async def _asked(self, receive: Receive) -> Answer:
        try:
            raw = await self._patience.read(receive, MOST_BYTES)
        except TooLarge:
            return _plain(413, f"A request has at most {MOST_BYTES} bytes.\n")
        except TooSlow:
            return _plain(408, "The request took too long to come.\n")
        said = await asyncio.to_thread(self._witness.look, bytes(raw))
        kind = (b"content-type", said.media_type.encode())
        return said.status, (kind, NO_STORE), said.text.encode()

    def _tile(self, known: Known, path: str) -> Answer:
        tile, mirror = tile_at(path), self._mirrors.get(known.origin)
        if tile is None or mirror is None or tile.end > known.checkpoint.size:
            return NOTHING
        try:
            return 200, (BYTES, FOR_EVER), mirror.tile(tile, is_exact=True)
        except BadLog:
            return NOTHING


def _plain(status: int, text: str) -> Answer:
    return status, (TEXT, NO_STORE), text.encode()


NOTHING = _plain(404, "There is nothing here.\n")
NOT_SO = _plain(405, "This is asked for in another way.\n")


def _hash(known: Known) -> str:
    return sha256(known.origin.encode()).hexdigest()


async def _live(receive: Receive, send: Send) -> None:
    """Say to the server that there is nothing to prepare and nothing to clear away."""
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
