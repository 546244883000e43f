"""Sends acts as fast as they are answered, from a process of its own.

Every connection sends one request, waits for its answer, and sends the next: a closed crowd.
Every act is unique. The outcome goes to standard output as one line of JSON.
"""

import argparse
import asyncio
import json
import re
import time
from typing import NamedTuple, cast

import uvloop

_LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)
_DIGITS = 12
CONNECT_AT_ONCE = 64


class Target(NamedTuple):
    """Where the acts go, and how many of them in each request."""

    host: str
    port: int
    path: str
    key: str
    kind: str
    prefix: str
    acts_per_request: int


class Crowd:
    """What all connections share."""

    def __init__(self, target: Target) -> None:
        self.target = target
        act = f'{{"kind":"{target.kind}","object":"{target.prefix}%0{_DIGITS}d","supporter":"s%d"}}'
        acts = target.acts_per_request
        self._act = act.encode()
        self._is_list = acts > 1
        # Supporters are numbered with as many digits as objects, so that lengths never change.
        self._act = self._act.replace(b"s%d", b"s%%0%dd" % _DIGITS)
        length = len(self._act % (0, 0)) * acts + (acts + 1 if self._is_list else 0)
        self._head = (
            f"POST {target.path} HTTP/1.1\r\nhost: {target.host}:{target.port}\r\n"
            f"authorization: Bearer {target.key}\r\ncontent-type: application/json\r\n"
            f"content-length: {length}\r\n\r\n"
        ).encode()
        self.sent = 0
        self.answers = 0
        self.acknowledged: list[int] = []
        self.failures: list[str] = []
        self.waits_s: list[float] = []
        self.is_measuring = False
        self.is_over = False

    def next_request(self) -> tuple[int, bytes]:
        """Return the number of the first act of a new request, and the request."""
        first, acts = self.sent, self.target.acts_per_request
        self.sent += acts
        if not self._is_list:
            return first, self._head + self._act % (first, first)
        body = b",".join(self._act % (number, number) for number in range(first, first + acts))
        return first, b"%b[%b]" % (self._head, body)


class Connection(asyncio.Protocol):
    """One client."""

    def __init__(self, crowd: Crowd) -> None:
        self._crowd = crowd
        self._transport: asyncio.Transport | None = None
        self._received = b""
        self._wanted = 0
        self._first = 0
        self._sent_s = 0.0
        self.is_done = asyncio.Event()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the line."""
        self._transport = cast("asyncio.Transport", transport)

    def send(self) -> None:
        """Send the next request."""
        assert self._transport is not None
        self._first, request = self._crowd.next_request()
        self._sent_s = time.perf_counter()
        self._transport.write(request)

    def data_received(self, data: bytes) -> None:
        """Take a piece of an answer; when it is whole, go on."""
        received = self._received = self._received + data if self._received else data
        if not self._wanted:
            end = received.find(b"\r\n\r\n")
            if end < 0:
                return
            length = _LENGTH.search(received, 0, end)
            self._wanted = end + 4 + (int(length[1]) if length else 0)
        if len(received) >= self._wanted:
            self._received, self._wanted = b"", 0
            self._answered(received)

    def connection_lost(self, exc: Exception | None) -> None:
        """Note that the server hung up, unless all is over."""
        if not self._crowd.is_over:
            self._crowd.failures.append(f"hung up: {exc!r}")
        self.is_done.set()

    def close(self) -> None:
        """Hang up."""
        if self._transport is not None:
            self._transport.close()

    def _answered(self, answer: bytes) -> None:
        crowd = self._crowd
        if answer[9:12] in {b"201", b"200"} and b'"problem"' not in answer:
            crowd.acknowledged.append(self._first)
            if crowd.is_measuring:
                crowd.answers += 1
                crowd.waits_s.append(time.perf_counter() - self._sent_s)
        else:
            crowd.failures.append(answer[:300].decode(errors="replace"))
        if crowd.is_over:
            self.is_done.set()
        else:
            self.send()


async def press(target: Target, clients: int, seconds: float, warm_s: float) -> dict[str, object]:
    """Let *clients* send for so many *seconds*, after *warm_s* that do not count."""
    loop = asyncio.get_running_loop()
    crowd = Crowd(target)
    connections: list[Connection] = []
    for first in range(0, clients, CONNECT_AT_ONCE):
        several = range(first, min(clients, first + CONNECT_AT_ONCE))
        made = await asyncio.gather(
            *(
                loop.create_connection(lambda: Connection(crowd), target.host, target.port)
                for _ in several
            )
        )
        connections += [connection for _, connection in made]
    for connection in connections:
        connection.send()
    await asyncio.sleep(warm_s)
    crowd.is_measuring = True
    begun_s = time.perf_counter()
    await asyncio.sleep(seconds)
    crowd.is_measuring = False
    took_s = time.perf_counter() - begun_s
    crowd.is_over = True
    await asyncio.wait_for(asyncio.gather(*(each.is_done.wait() for each in connections)), 60)
    for connection in connections:
        connection.close()
    waits = sorted(crowd.waits_s)
    return {
        "acts_per_s": crowd.answers * target.acts_per_request / took_s,
        "p50_ms": 1_000 * waits[len(waits) // 2] if waits else None,
        "p99_ms": 1_000 * waits[len(waits) * 99 // 100] if waits else None,
        "acknowledged": len(crowd.acknowledged) * target.acts_per_request,
        "sent": crowd.sent,
        "failures": crowd.failures[:3],
        "failed": len(crowd.failures),
    }


def main() -> None:
    """Read what to do from the command line."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--host", default="127.0.0.1")
    words.add_argument("--port", type=int, required=True)
    words.add_argument("--path", required=True)
    words.add_argument("--key", default="none")
    words.add_argument("--kind", default="share")
    words.add_argument("--prefix", default="https://example.org/")
    words.add_argument("--acts", type=int, default=1)
    words.add_argument("--clients", type=int, default=64)
    words.add_argument("--seconds", type=float, default=3)
    words.add_argument("--warm", type=float, default=1)
    said = words.parse_args()
    target = Target(said.host, said.port, said.path, said.key, said.kind, said.prefix, said.acts)
    outcome = uvloop.run(press(target, said.clients, said.seconds, said.warm))
    print(json.dumps(outcome))


if __name__ == "__main__":
    main()
