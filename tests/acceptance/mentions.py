"""Tells a site of posts over HTTP, by every protocol there is, as blogs do."""

import http.client
import json
import re
import time
from urllib.parse import urlencode
from xmlrpc.client import dumps

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
XML = {"Content-Type": "text/xml"}
PATIENCE_S = 60
KNOWN = "<int>48</int>"
"""The fault of a pingback that repeats what we know."""


class Teller:
    """Whoever tells the site at *port* of posts for one campaign."""

    def __init__(self, port: int, slug: str) -> None:
        self.port = port
        self.slug = slug
        self.page = f"http://127.0.0.1:{port}/c/{slug}/"

    def webmention(self, source: str) -> str:
        """Send a webmention; return the address of its status page."""
        answer, _ = self._post("webmention", urlencode({"source": source, "target": self.page}))
        assert answer.status == 201, answer.status
        return answer.headers["location"]

    def pingback(self, source: str) -> str:
        _, body = self._post("pingback", dumps((source, self.page), "pingback.ping"), XML)
        return body

    def trackback(self, source: str) -> str:
        _, body = self._post("trackback", urlencode({"url": source, "title": "A table"}))
        return body

    def status(self, address: str) -> dict[str, object]:
        """Return what the site says of a submission now."""
        path = address.removeprefix(f"http://127.0.0.1:{self.port}")
        _, body = self._ask("GET", path, "", {"Accept": "application/json"})
        found: dict[str, object] = json.loads(body)
        return found

    def known(self, source: str) -> dict[str, object]:
        """Return what the site says of a page it has been told of before."""
        body = self.pingback(source)
        assert KNOWN in body, body
        return self.status(re.findall(r"http://[^<]+", body)[0])

    def _post(self, leaf: str, body: str, headers: dict[str, str] = FORM):
        return self._ask("POST", f"/c/{self.slug}/{leaf}", body, headers)

    def _ask(self, method: str, path: str, body: str, headers: dict[str, str]):
        wire = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            wire.request(method, path, body.encode(), headers)
            answer = wire.getresponse()
            return answer, answer.read().decode()
        finally:
            wire.close()


def until(claim, patience_s: float = PATIENCE_S) -> None:
    """Wait until *claim* holds."""
    deadline_s = time.monotonic() + patience_s
    while not claim():
        assert time.monotonic() < deadline_s, "it never came to that"
        time.sleep(0.1)
