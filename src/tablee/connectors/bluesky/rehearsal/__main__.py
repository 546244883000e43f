"""Tell a script on this machine: ``python -m tablee.connectors.bluesky.rehearsal --tag soup``."""

import asyncio
import time

import click

from tablee.connectors.bluesky.rehearsal.events import Script
from tablee.connectors.bluesky.rehearsal.server import Jetstream, Temper


@click.command()
@click.option("--port", type=click.IntRange(0, 65_535), default=0, help="Any that is free, if 0.")
@click.option("--events", type=click.IntRange(1), default=100_000)
@click.option("--tag", required=True, help="The hashtag that one post in a hundred bears.")
@click.option("--per-second", type=click.IntRange(0), default=0, help="0: as fast as can be.")
@click.option("--first", is_flag=True, help="Speak version 1.")
def main(port: int, events: int, tag: str, per_second: int, *, first: bool) -> None:
    """Tell a script to whoever connects, until Ctrl-C."""
    start_us = time.time_ns() // 1_000 - 60_000_000
    script = Script(events, tag.lstrip("#"), start_us, is_first=first)
    asyncio.run(_serve(Jetstream(script, Temper(per_s=per_second)), port))


async def _serve(jetstream: Jetstream, port: int) -> None:
    server = await asyncio.start_server(jetstream.answer, "127.0.0.1", port)
    click.echo(str(server.sockets[0].getsockname()[1]))
    async with server:
        await server.serve_forever()


main()
