"""Tells of posts as fast as that is answered, from a process of its own.

Every connection tells of one post, waits for the answer, and tells of the next: a closed crowd.
Every post is told of once. The outcome goes to standard output as one line of JSON.
"""

import argparse
import asyncio
import json
import time
from functools import partial
from urllib.parse import quote_plus

import uvloop

from bench.load import CONNECT_AT_ONCE, Connection, Crowd, Target


class Tellers(Crowd):
    """Connections that tell of posts on many blogs, up to so many."""

    def __init__(self, target: Target, mentioned: str, blogs: int, most: int) -> None:
        super().__init__(target)
        self._blogs = blogs
        self._most = most
        self._tail = f"&target={quote_plus(mentioned)}".encode()
        self._start = (
            f"POST {target.path} HTTP/1.1\r\nhost: {target.host}:{target.port}\r\n"
            "content-type: application/x-www-form-urlencoded\r\n"
        ).encode()

    @property
    def is_told(self) -> bool:
        """Whether all is told."""
        return self.sent >= self._most

    def end(self) -> None:
        """Let nobody tell of another post."""
        self.is_over = True

    def next_request(self) -> tuple[int, bytes]:
        """Return the number of the next post, and the request that tells of it."""
        number = self.sent
        self.sent += 1
        if self.is_told:
            self.is_over = True
        source = self.target.prefix.replace("*", str(number % self._blogs), 1) + str(number)
        body = b"source=%b%b" % (quote_plus(source).encode(), self._tail)
        return number, b"%bcontent-length: %d\r\n\r\n%b" % (self._start, len(body), body)


class Paced(Connection):
    """A client that waits a while before it tells of another post."""

    def __init__(self, crowd: Tellers, pause_s: float) -> None:
        super().__init__(crowd)
        self._pause_s = pause_s

    def send(self) -> None:
        """Send the next request after the pause."""
        asyncio.get_running_loop().call_later(self._pause_s, super().send)


async def tell(crowd: Tellers, clients: int, seconds: float, pause_s: float) -> dict[str, object]:
    """Let *clients* tell for so many *seconds*, or until all is told."""
    loop = asyncio.get_running_loop()
    connections: list[Connection] = []
    for first in range(0, clients, CONNECT_AT_ONCE):
        several = range(first, min(clients, first + CONNECT_AT_ONCE))
        made = await asyncio.gather(
            *(
                loop.create_connection(
                    partial(Paced, crowd, pause_s) if pause_s else partial(Connection, crowd),
                    crowd.target.host,
                    crowd.target.port,
                )
                for _ in several
            )
        )
        connections += [connection for _, connection in made]
    crowd.is_measuring = True
    begun_s = time.perf_counter()
    for connection in connections:
        connection.send()
    loop.call_later(seconds, crowd.end)
    await asyncio.wait_for(
        asyncio.gather(*(each.is_done.wait() for each in connections)), seconds + 60
    )
    took_s = time.perf_counter() - begun_s
    for connection in connections:
        connection.close()
    waits = sorted(crowd.waits_s)
    return {
        "told": len(crowd.acknowledged),
        "sent": crowd.sent,
        "took_s": took_s,
        "p50_ms": 1_000 * waits[len(waits) // 2] if waits else None,
        "p99_ms": 1_000 * waits[len(waits) * 99 // 100] if waits else None,
        "failures": crowd.failures[:3],
        "failed": len(crowd.failures),
    }


def main() -> None:
    """Read what to do from the command line."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--host", default="127.0.0.1")
    words.add_argument("--port", type=int, required=True)
    words.add_argument("--path", required=True)
    words.add_argument("--mentioned", required=True, help="the page that posts mention")
    words.add_argument("--prefix", required=True, help="of posts; * becomes the blog's number")
    words.add_argument("--blogs", type=int, default=500)
    words.add_argument("--most", type=int, default=10**9)
    words.add_argument("--clients", type=int, default=64)
    words.add_argument("--seconds", type=float, default=60)
    words.add_argument("--pause", type=float, default=0, help="seconds before each post")
    said = words.parse_args()
    target = Target(said.host, said.port, said.path, "", "", said.prefix, 1)
    crowd = Tellers(target, said.mentioned, said.blogs, said.most)
    print(json.dumps(uvloop.run(tell(crowd, said.clients, said.seconds, said.pause))))


if __name__ == "__main__":
    main()
