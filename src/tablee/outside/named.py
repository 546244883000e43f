"""Ask servers that an operator has named: a witness, or the log that a witness looks at.

The address stands in the operator's own configuration. It may therefore lead to this machine or
to a network of the operator's, by any port, where a stranger's word never leads us. What answers
there is a stranger all the same: it is bounded in time and bytes, and leads nowhere else.
"""

import asyncio
from collections.abc import Sequence
from ipaddress import ip_network

from tablee.outside.fetch import Gate, Rules
from tablee.outside.fetch.answer import Limits
from tablee.outside.fetch.destination import read_address
from tablee.ports.fetch import Ask, Fetched, NotFetched, Obstacle

ANYWHERE = (ip_network("0.0.0.0/0"), ip_network("::/0"))
AT_ONCE = 16
PER_MINUTE = 1_000_000
"""Politeness is owed to strangers; here the operator of each side has agreed."""


class NamedServer:
    """One server, asked from any thread; each question opens its own connection."""

    def __init__(self, address: str, *, timeout_s: float, most_bytes: int) -> None:
        """Take the address below which the server answers; nothing is opened.

        Raises:
            BadAddress: that is no address of the web.
        """
        self._address = address.rstrip("/")
        self._rules = Rules(
            networks=ANYWHERE,
            ports=frozenset({read_address(address).port}),
            per_minute=PER_MINUTE,
            at_once=AT_ONCE,
            deadline_s=timeout_s,
            limits=Limits(body_bytes=most_bytes, raw_bytes=2 * most_bytes),
        )

    def get(self, paths: Sequence[str]) -> list[Fetched | NotFetched]:
        """Return what lies at each path, or why it was not got."""
        asks = [
            Ask(f"{self._address}/{path}", accept="*/*", follows_redirects=False) for path in paths
        ]
        return asyncio.run(self._answers(asks))

    def post(self, path: str, body: bytes) -> Fetched | NotFetched:
        """Return what is answered to *body*, or why nothing is."""
        ask = Ask(
            f"{self._address}/{path}",
            accept="*/*",
            method="POST",
            body=body,
            headers={"Content-Type": "text/plain; charset=utf-8"},
            follows_redirects=False,
        )
        return asyncio.run(self._answers([ask]))[0]

    async def _answers(self, asks: Sequence[Ask]) -> list[Fetched | NotFetched]:
        gate = Gate(self._rules, domain_of=lambda host: host)
        turns = asyncio.Semaphore(AT_ONCE)
        try:
            return await asyncio.gather(*(_answer(gate, turns, ask) for ask in asks))
        finally:
            await gate.close()


async def _answer(gate: Gate, turns: asyncio.Semaphore, ask: Ask) -> Fetched | NotFetched:
    async with turns:
        try:
            fetched = await gate.fetch(ask)
        except NotFetched as refusal:
            return refusal
    if fetched.is_whole:
        return fetched
    return NotFetched(Obstacle.BAD_ANSWER, fetched.address, "too long")
