"""A town on this machine: its blogs and its network, open as long as somebody looks."""

from collections.abc import Sequence
from typing import Self

from tablee.cli.replay.own_server import HOST
from tablee.cli.replay.town.blogs import Blogs, Page
from tablee.cli.replay.town.crowd import Crowd, Errand
from tablee.cli.replay.town.loop import Loop
from tablee.connectors.bluesky.rehearsal.live import PATH, LiveJetstream, Made

NETWORK = "jetstream.test"
STREAM = f"ws://{NETWORK}{PATH}"
"""Where the network tells of all posts."""
PLENTY = "1000000000"


class Town:
    """Everything that lives outside the site, and can be reached from it."""

    def __init__(self) -> None:
        self._loop = Loop()
        self._blogs = Blogs()
        self._stream = LiveJetstream()
        self._crowd: Crowd | None = None
        self._ports = (0, 0)

    def __enter__(self) -> Self:
        self._loop.__enter__()
        self._ports = (
            self._loop.run(self._blogs.open(HOST)),
            self._loop.run(self._stream.open(HOST)),
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.run(self._blogs.close())
        self._loop.run(self._stream.close())
        self._loop.__exit__()

    @property
    def environ(self) -> dict[str, str]:
        """The settings by which a site finds its way in town, and lets one machine be a crowd."""
        blogs, stream = self._ports
        return {
            "TABLEE_FETCH_HOSTS": f"*.example={HOST}:{blogs},{NETWORK}={HOST}:{stream}",
            "TABLEE_FETCH_NETWORKS": f"{HOST}/32",
            "TABLEE_SENDER_PER_MINUTE": PLENTY,
            "TABLEE_TARGET_PER_MINUTE": PLENTY,
            "TABLEE_TOLD_PER_MINUTE": PLENTY,
            "TABLEE_VISITORS_PER_DAY": PLENTY,
        }

    def publish(self, pages: Sequence[Page]) -> None:
        """Let everybody read pages from now on."""
        for page in pages:
            self._blogs.publish(page)

    def post(self, posts: list[Made]) -> None:
        """Let the network tell of posts."""
        self._loop.run(self._stream.tell(posts))

    def send(self, port: int, errands: Sequence[Errand]) -> None:
        """Send people to the site at *port*; return once each has been answered.

        Raises:
            NoAnswer: the site refuses one, or does not answer.
        """
        if errands:
            self._loop.run(Crowd(HOST, port).send(errands))
