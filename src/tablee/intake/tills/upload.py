"""The way in for till files: streamed to the disk, gone on with after a break, read later."""

import asyncio
import logging
import re
from pathlib import Path
from typing import BinaryIO, NamedTuple
from urllib.parse import parse_qs

import msgspec

from tablee.core.errors import InvalidClaim, NotAllowed, TableeError, TooLarge, WrongState
from tablee.core.terms import Proof
from tablee.intake.passes import Pass, Passes
from tablee.problems.mistakes import MethodNotTaken, TooSlow, Unforeseen
from tablee.usecases.tills.begin_file import terms_for_tills
from tablee.usecases.tills.report import files_of, report_of
from tablee.wire.asgi import (
    JSON,
    NO_STORE,
    SAFETY,
    Header,
    Receive,
    Scope,
    Send,
    SenderGone,
    header,
    language,
    respond,
    respond_problem,
)
from tablee.wire.aside import Aside
from tablee.wiring import Site

UNFINISHED = ".part"
PORTION_BYTES = 1 << 20
LONGEST_WAIT_S = 60
"""How long nothing may come before an upload is given up; it can be gone on with."""
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._ -]{0,150}")
_ALLOW: Header = (b"allow", b"GET, HEAD, PUT")
_HEADERS = (JSON, NO_STORE, *SAFETY)

log = logging.getLogger("tablee.intake")


class Place(NamedTuple):
    """Where one upload goes."""

    target: Path
    offset: int
    """From which byte on it is sent now."""

    @property
    def part(self) -> Path:
        """Where it is until it is whole."""
        return self.target.with_name(self.target.name + UNFINISHED)

    @property
    def size_bytes(self) -> int:
        """How much of it is there."""
        return self.part.stat().st_size if self.part.exists() else 0


class Uploads:
    """Takes till files for any campaign of the site, with a partner's key."""

    def __init__(self, site: Site, passes: Passes, aside: Aside) -> None:
        self._site = site
        self._passes = passes
        self._aside = aside
        self._busy: set[Path] = set()

    async def receive(self, slug: str, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer ``/c/<slug>/tills``: PUT a file, HEAD how much of it is there, GET reports."""
        try:
            await self._receive(slug, scope, receive, send)
        except SenderGone:
            return
        except MethodNotTaken as refusal:
            await respond_problem(send, refusal, language(scope), [_ALLOW])
        except TableeError as refusal:
            await respond_problem(send, refusal, language(scope))
        except Exception:
            log.exception("a till file could not be taken")
            await respond_problem(send, Unforeseen(), language(scope))

    async def _receive(self, slug: str, scope: Scope, receive: Receive, send: Send) -> None:
        method = scope["method"]
        if method not in {"GET", "HEAD", "PUT"}:
            raise MethodNotTaken
        granted = await self._passes.show(slug, header(scope, b"authorization"))
        await self._aside.run(self._check, slug, granted)
        if method == "GET":
            body = await self._aside.run(self._reports, slug, granted.source)
            await respond(send, 200, body, _HEADERS)
            return
        place = self._place(slug, granted.source, scope)
        if method == "PUT":
            place.target.parent.mkdir(parents=True, exist_ok=True)
            await self._take(place, receive)
        size = b"%d" % (place.target.stat().st_size if method == "PUT" else place.size_bytes)
        body = msgspec.json.encode({"file": place.target.name, "size_bytes": int(size)})
        status, said = (202, body) if method == "PUT" else (200, b"")
        await respond(send, status, said, [(b"upload-offset", size), *_HEADERS])

    def _check(self, slug: str, granted: Pass) -> None:
        """Let only those through whose key covers what tills prove.

        Raises:
            TableeError: the campaign counts no baskets, or the key is for something else.
        """
        _, terms = terms_for_tills(self._site.desks, self._site.clock, slug)
        kinds = {kind.name for kind in terms.kinds if kind.proof is Proof.TILL}
        if granted.kinds and not kinds & granted.kinds:
            raise NotAllowed("This key is not for till files.")

    def _reports(self, slug: str, partner: str) -> bytes:
        files = [each for each in files_of(self._site.desks, slug) if each.partner == partner]
        return msgspec.json.encode([report_of(each) for each in files])

    def _place(self, slug: str, partner: str, scope: Scope) -> Place:
        said = parse_qs(scope["query_string"].decode("latin-1"))
        name, offset = said.get("name", [""])[0], said.get("offset", ["0"])[0]
        if not NAME.fullmatch(name) or name.endswith((UNFINISHED, ".toml")):
            raise InvalidClaim("Give the file a plain name: ?name=2027-01-11.csv", field="name")
        if not NAME.fullmatch(partner):
            raise InvalidClaim("The key's name is no partner's: make a key with a plain name.")
        if not (offset.isascii() and offset.isdigit()):
            raise InvalidClaim("Say from which byte on: ?offset=0", field="offset")
        return Place(self._site.settings.tills_path / slug / partner / name, int(offset))

    async def _take(self, place: Place, receive: Receive) -> None:
        """Write what is sent, and let the file be read once all of it is there."""
        if place.part in self._busy or place.target.exists():
            raise WrongState("A file of that name is being sent, or waits to be read.")
        self._busy.add(place.part)
        try:
            is_begun_anew = place.offset == 0
            if not is_begun_anew and place.size_bytes != place.offset:
                raise WrongState(f"There are {place.size_bytes} bytes: go on from there.")
            with place.part.open("wb" if is_begun_anew else "ab") as file:
                await self._write(file, place.offset, receive)
            place.part.rename(place.target)
        finally:
            self._busy.discard(place.part)

    async def _write(self, file: BinaryIO, size_bytes: int, receive: Receive) -> None:
        portion = bytearray()
        is_more = True
        while is_more:
            try:
                async with asyncio.timeout(LONGEST_WAIT_S):
                    message = await receive()
            except TimeoutError:
                raise TooSlow from None
            is_gone = message["type"] == "http.disconnect"
            portion += message.get("body", b"")
            is_more = not is_gone and message.get("more_body", False)
            if size_bytes + len(portion) > self._site.settings.till_file_limit_bytes:
                raise TooLarge(field="body")
            if len(portion) >= PORTION_BYTES or not is_more:
                await self._aside.run(file.write, bytes(portion))
                size_bytes += len(portion)
                portion.clear()
            if is_gone:
                raise SenderGone
