"""Stand in for a server: ``python -m tablee.connectors.mastodon.rehearsal --tag soup``."""

import asyncio
import time

import click

from tablee.connectors.mastodon.rehearsal.server import Mastodon
from tablee.connectors.mastodon.rehearsal.statuses import status


@click.command()
@click.option("--port", type=click.IntRange(0, 65_535), default=0, help="Any that is free, if 0.")
@click.option("--statuses", type=click.IntRange(1), default=100)
@click.option("--tag", required=True, help="The hashtag that they bear.")
def main(port: int, statuses: int, tag: str) -> None:
    """Answer whoever asks, until Ctrl-C."""
    server = Mastodon()
    start_ms = time.time_ns() // 1_000_000 - statuses
    server.statuses = [status(start_ms + number, tag.lstrip("#")) for number in range(statuses)]
    asyncio.run(_serve(server, port))


async def _serve(mastodon: Mastodon, port: int) -> None:
    server = await asyncio.start_server(mastodon.answer, "127.0.0.1", port)
    click.echo(str(server.sockets[0].getsockname()[1]))
    async with server:
        await server.serve_forever()


main()
