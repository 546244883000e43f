"""People who draw: each with a browser without JavaScript, a picture of their own, and patience."""

import http.cookiejar
import io
import re
import secrets
import threading
import urllib.request
from concurrent.futures import Future, ThreadPoolExecutor
from hashlib import blake2b
from http import HTTPStatus
from typing import NamedTuple, Self
from urllib.error import HTTPError

from PIL import Image, ImageDraw

from tablee.cli.replay.sender import NoAnswer

AT_ONCE = 64
PATIENCE_S = 6.2
"""How long the site wants a form to be looked at whose browser calculates nothing."""
TIMEOUT_S = 60
MOST_TRIES = 30
WIDTH, HEIGHT = 480, 360
CLOTH = (255, 253, 248)
_BUSY = frozenset({HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.UNPROCESSABLE_ENTITY})
_HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
_RECEIPT = re.compile(r"/acts/(\d+)-")


class Drawing(NamedTuple):
    """What somebody draws."""

    credit: str
    title: str
    alt: str
    seed: str
    """Makes it another picture than all others."""

    def png(self) -> bytes:
        """Return the picture: bowls and steam, placed by chance that is always the same."""
        chance = blake2b(self.seed.encode(), digest_size=64).digest()
        picture = Image.new("RGB", (WIDTH, HEIGHT), CLOTH)
        pen = ImageDraw.Draw(picture)
        for index in range(0, 60, 6):
            x, y, size, red, green, blue = chance[index : index + 6]
            left, top = x * WIDTH // 256, y * HEIGHT // 256
            box = (left, top, left + 20 + size, top + 15 + size // 2)
            pen.chord(box, 0, 180, fill=(red, green // 2, blue // 2))
            pen.arc(box, 180, 360, fill=(blue, green, red), width=4)
        kept = io.BytesIO()
        picture.save(kept, "PNG")
        return kept.getvalue()


class Artists:
    """Sends drawings to one form, as many at once as there are people."""

    def __init__(self, form: str) -> None:
        """Draw for the form at the address *form*."""
        self._form = form
        self._hands = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="artist")
        self._drawn: list[Future[int]] = []
        self._households = 0
        self._is_over = threading.Event()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        self._hands.shutdown(cancel_futures=True)

    @property
    def are_busy(self) -> bool:
        """Whether some still draw."""
        return bool(self._drawn)

    def draw(self, drawing: Drawing) -> None:
        """Let somebody draw, and go on."""
        self._households += 1
        address = f"192.0.2.{self._households % 250 + 1}"
        self._drawn.append(self._hands.submit(self._send, drawing, address))

    def finished(self) -> list[int]:
        """Return the numbers of the acts that drawings have become since the last time.

        Raises:
            NoAnswer: the site takes one not.
        """
        done = [each for each in self._drawn if each.done()]
        self._drawn = [each for each in self._drawn if each not in done]
        return [each.result() for each in done]

    def _send(self, drawing: Drawing, address: str) -> int:
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        browser = urllib.request.build_opener(jar)
        agent = f"Mozilla/5.0 ({drawing.credit})"
        browser.addheaders = [("User-Agent", agent), ("X-Forwarded-For", address)]
        page = ""
        for _ in range(MOST_TRIES):
            page = page or self._open_form(browser)
            if self._is_over.wait(PATIENCE_S):
                return 0
            found, page = self._press_send(browser, drawing, page) if page else (0, "")
            if found:
                return found
        raise NoAnswer(f"{self._form}: busy for ever")

    def _open_form(self, browser: urllib.request.OpenerDirector) -> str:
        """Return the page to draw on; nothing while the site is busy or the line breaks."""
        try:
            with browser.open(self._form, timeout=TIMEOUT_S) as answer:
                return str(answer.read().decode())
        except HTTPError as trouble:
            with trouble:
                if trouble.code not in _BUSY:
                    raise NoAnswer(f"{self._form}: {trouble.code} {trouble!r}") from trouble
                return ""
        except OSError:
            return ""

    def _press_send(
        self, browser: urllib.request.OpenerDirector, drawing: Drawing, page: str
    ) -> tuple[int, str]:
        """Return the act's number, or the page that asks to press again because many draw."""
        hidden: dict[str, str] = dict(_HIDDEN.findall(page))
        fields = hidden | {
            "alt": drawing.alt,
            "title": drawing.title,
            "credit": drawing.credit,
            "licence": "campaign",
            "consent": "of_age",
        }
        body, kind = _multipart(fields, drawing.png())
        request = urllib.request.Request(self._form, body, {"Content-Type": kind})  # noqa: S310 - our own site
        try:
            with browser.open(request, timeout=TIMEOUT_S) as answer:
                found = _RECEIPT.search(answer.url)
        except HTTPError as trouble:
            with trouble:
                if trouble.code not in _BUSY:
                    raise NoAnswer(f"{self._form}: {trouble.code} {trouble!r}") from trouble
                return 0, trouble.read().decode()
        except OSError:
            return 0, page  # the line broke: the same form may be sent again
        if found is None:
            raise NoAnswer(f"{self._form}: no receipt")
        return int(found[1]), ""


def _multipart(fields: dict[str, str], picture: bytes) -> tuple[bytes, str]:
    """Return a form with a picture as browsers send it, and its media type (RFC 7578)."""
    edge = secrets.token_hex(16)
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    head = f'--{edge}\r\nContent-Disposition: form-data; name="picture"; filename="d.png"\r\n'
    parts += [f"{head}Content-Type: image/png\r\n\r\n".encode(), picture, b"\r\n"]
    return b"".join([*parts, f"--{edge}--\r\n".encode()]), f"multipart/form-data; boundary={edge}"
