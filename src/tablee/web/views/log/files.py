"""Hand out the files of a log: what was once published never changes, the checkpoint does.

Source: https://c2sp.org/tlog-tiles@v0.1.0
"""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from tablee.core.log.checkpoint import CHECKPOINT, read_signed
from tablee.core.log.fault import BadLog
from tablee.core.log.tiles import tile_at
from tablee.ports.log.files import LogFiles
from tablee.usecases.log.sealing.publish import PENDING
from tablee.web.site import current

CHECKPOINT_KEPT_S = 5
TILE_KEPT_S = 365 * 24 * 3_600


@require_safe
def show_file(
    request: HttpRequest,  # noqa: ARG001 - Django gives it
    slug: str,
    path: str,
) -> HttpResponse:
    """Return a file of a campaign's log.

    A tile is handed out once the log has signed a checkpoint that covers it: it never changes
    again, and witnesses that recount must read it before they sign, too.
    """
    files = current().logs.log(slug)
    checkpoint = files.read(CHECKPOINT)
    if path != CHECKPOINT:
        signed = [each for each in (checkpoint, files.read(PENDING)) if each is not None]
        sizes = [_size(each) for each in signed]
        content = _tile(files, path, max(sizes, default=0))
        return _file(content, "application/octet-stream", f"max-age={TILE_KEPT_S}, immutable")
    if checkpoint is None:
        raise Http404
    return _file(checkpoint, "text/plain; charset=utf-8", f"max-age={CHECKPOINT_KEPT_S}")


def _size(signed: bytes) -> int:
    """Return how many leaves a checkpoint covers: none, where it was damaged."""
    try:
        return read_signed(signed).size
    except BadLog:
        return 0


def _tile(files: LogFiles, path: str, size: int) -> bytes:
    tile = tile_at(path)
    content = files.read(path) if tile is not None and tile.end <= size else None
    if content is None:
        raise Http404
    return content


def _file(content: bytes, sort: str, kept: str) -> HttpResponse:
    response = HttpResponse(content, content_type=sort)
    let_read(response, kept)
    return response


def let_read(response: HttpResponseBase, kept: str) -> None:
    """Let anybody read a file, pages of other sites too, and caches keep it as long as said."""
    response.headers["Cache-Control"] = f"public, {kept}"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["X-Content-Type-Options"] = "nosniff"
