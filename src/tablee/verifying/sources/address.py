"""A log at an address: its files are fetched first, within bounds, and then read like a folder."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from socket import gaierror
from threading import Lock, local
from urllib.parse import urlsplit

from tablee.core.log.checkpoint import CHECKPOINT, read_signed
from tablee.core.log.fault import BadLog
from tablee.core.log.note import MOST_BYTES
from tablee.core.log.tiles import MOST_ENTRY_BYTES, WIDTH, Tile, tiles_of
from tablee.core.text import Text
from tablee.verifying.finding import Unusable
from tablee.verifying.sources.folder import Folder
from tablee.verifying.sources.source import too_large

MOST_LEAVES = 20_000_000
MOST_LOG_BYTES = 8 * 1024**3
MOST_TILE_BYTES = WIDTH * (MOST_ENTRY_BYTES + 2)
AT_ONCE = 4
TIMEOUT_S = 30
AGENT = "tablee-verify (+https://c2sp.org/tlog-tiles)"
_FOUND = 200
_MISSING = 404
_UNREACHED = Text("{} cannot be fetched: {}", "{} ne peut être téléchargé : {}")
_SILENT = Text("nobody answers there", "personne n'y répond")
_ELSEWHERE = Text("it answers {}, with {} bytes", "la réponse y est {}, de {} octets")
_NO_CHECKPOINT = Text(
    "There is no checkpoint of a log at {}: give the log's own address, which ends in /log "
    "(the page 'Check the count' shows it).",
    "Il n'y a pas de point de contrôle d'un journal à {} : donnez l'adresse du journal même, qui "
    "finit par /log (la page « Vérifier le compte » la montre).",
)


def fetched(address: str, into: Path) -> Folder:
    """Fetch the log at *address* (the one below which ``checkpoint`` lies) into a folder.

    Nothing but http and https is spoken, redirects are not followed, and no file may be larger
    than its kind ever is.

    Raises:
        Unusable: the address serves no log, or not all of it.
    """
    with closing(_Address(address)) as log:
        _bring(log, address, into)
    return Folder(into)


def _bring(log: "_Address", address: str, into: Path) -> None:
    checkpoint = log.file(CHECKPOINT, MOST_BYTES)
    try:
        size = read_signed(checkpoint or b"").size
    except BadLog as error:
        raise Unusable(_NO_CHECKPOINT.about(address)) from error
    if size > MOST_LEAVES:
        raise Unusable(_NO_CHECKPOINT.about(address))
    _keep(into, CHECKPOINT, checkpoint or b"")
    policy = log.file("policy", MOST_BYTES)
    if policy is not None:
        _keep(into, "policy", policy)

    def bring(tile: Tile) -> None:
        # A log that has grown meanwhile keeps whole tiles only: these begin with what is wanted.
        for path in dict.fromkeys((tile.path, tile.whole.path)):
            content = log.file(path, MOST_TILE_BYTES)
            if content is not None:
                _keep(into, path, content)
                return

    with ThreadPoolExecutor(AT_ONCE) as pool:
        for _ in pool.map(bring, tiles_of(size)):
            pass


def _keep(into: Path, path: str, content: bytes) -> None:
    place = into / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)


class _Address:
    """Where a log is served; each thread has a connection of its own."""

    def __init__(self, address: str) -> None:
        try:
            parts = urlsplit(address)
            parts.port  # noqa: B018 - whether it is one
        except ValueError as error:
            raise Unusable(_UNREACHED.about(address, error)) from error
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise Unusable(_UNREACHED.about(address, "http, https"))
        self._is_open = parts.scheme == "http"
        self._host = parts.netloc.rpartition("@")[2]
        self._path = parts.path.removesuffix("/checkpoint").rstrip("/")
        self._address = address
        self._threads = local()
        self._lines: list[HTTPConnection] = []
        self._turn = Lock()
        self._bytes = 0

    def file(self, path: str, most_bytes: int) -> bytes | None:
        """Return a file; nothing if it is not there.

        Raises:
            Unusable: the server does not answer as it should.
        """
        line = self._line()
        try:
            line.request("GET", f"{self._path}/{path}", headers={"User-Agent": AGENT})
            answer = line.getresponse()
            content = answer.read(most_bytes + 1)
        except (OSError, HTTPException) as error:
            line.close()
            raise Unusable(_UNREACHED.about(f"{self._address}/{path}", _why(error))) from error
        if len(content) > most_bytes or answer.status not in {_FOUND, _MISSING}:
            line.close()
            words = _ELSEWHERE.about(answer.status, len(content))
            raise Unusable(_UNREACHED.about(f"{self._address}/{path}", words))
        self._weigh(len(content))
        return content if answer.status == _FOUND else None

    def _weigh(self, count: int) -> None:
        """Refuse a log that is small in every file and endless in all."""
        with self._turn:
            self._bytes += count
            if self._bytes > MOST_LOG_BYTES:
                raise too_large()

    def close(self) -> None:
        """Hang up."""
        for line in self._lines:
            line.close()

    def _line(self) -> HTTPConnection:
        line: HTTPConnection | None = getattr(self._threads, "line", None)
        if line is None:
            sort = HTTPConnection if self._is_open else HTTPSConnection
            line = self._threads.line = sort(self._host, timeout=TIMEOUT_S)
            self._lines.append(line)
        return line


def _why(error: Exception) -> Text:
    """Return why nothing was fetched, in people's words where there are some."""
    if isinstance(error, (ConnectionError, TimeoutError, gaierror)):
        return _SILENT
    return Text(str(error), str(error))
