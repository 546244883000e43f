"""Sends acts to a running site over HTTP, as a partner would."""

import http.client
import json
import time
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Any, Self

from tablee.core.errors import NotAllowed, OperatorMatter

TIMEOUT_S = 30
MOST_TRIES = 60
BUSY = 429


Document = Mapping[str, str]
"""An act as the wire carries it."""


class NoAnswer(OperatorMatter):
    """The site does not answer; see what its log says."""


class Sender:
    """One connection to one site, kept open; a busy site is asked again when it says so."""

    def __init__(self, host: str, port: int, key: str = "") -> None:
        self._wire = http.client.HTTPConnection(host, port, timeout=TIMEOUT_S)
        self._credentials = {"Authorization": f"Bearer {key}"} if key else {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._wire.close()

    def send_one(self, campaign: str, act: Document) -> dict[str, Any]:
        """Send one act; return the answer about it."""
        body = json.dumps(act).encode()
        answer: dict[str, Any] = json.loads(self._post(campaign, body, "application/json"))
        return answer

    def send_list(self, campaign: str, acts: Sequence[Document]) -> list[dict[str, Any]]:
        """Send many acts, one a line; return the answers in the same order."""
        body = b"".join(json.dumps(act).encode() + b"\n" for act in acts)
        lines = self._post(campaign, body, "application/x-ndjson").splitlines()
        return [json.loads(line) for line in lines]

    def tally(self, campaign: str) -> dict[str, Any]:
        """Return what the site's `tally.json` says now."""
        found: dict[str, Any] = json.loads(self._ask("GET", f"/c/{campaign}/tally.json"))
        return found

    def is_up(self) -> bool:
        """Return whether the site answers."""
        try:
            self._ask("GET", "/healthz")
        except (OSError, http.client.HTTPException, NoAnswer):
            self._wire.close()
            return False
        return True

    def _post(self, campaign: str, body: bytes, media_type: str) -> bytes:
        return self._ask("POST", f"/c/{campaign}/acts", body, media_type)

    def _ask(self, method: str, path: str, body: bytes | None = None, media: str = "") -> bytes:
        headers = dict(self._credentials)
        if media:
            headers["Content-Type"] = media
        answer, content = self._answer(method, path, body, headers)
        tries = 1
        while answer.status == BUSY and tries < MOST_TRIES:
            time.sleep(min(5, int(answer.getheader("Retry-After") or 1)))
            answer, content = self._answer(method, path, body, headers)
            tries += 1
        if answer.status in {401, 403}:
            raise NotAllowed
        if answer.status >= http.client.BAD_REQUEST:
            raise NoAnswer(f"{method} {path}: {answer.status} {content[:300]!r}")
        return content

    def _answer(
        self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]
    ) -> tuple[http.client.HTTPResponse, bytes]:
        self._wire.request(method, path, body, headers)
        answer = self._wire.getresponse()
        return answer, answer.read()
