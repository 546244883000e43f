"""Replays the acts of a past edition through the doors of a site, at a given pace."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from tablee.cli.replay.announcer import Announcer
from tablee.cli.replay.doors import Door
from tablee.cli.replay.editions import Made
from tablee.cli.replay.pace import Pace
from tablee.cli.replay.sender import Sender

STEP_S = 0.1
LOOK_EVERY_S = 0.4
MOST_AT_ONCE = 1_000
QUIET_S = 15.0
"""So long after the last act that was found, nobody looks for more."""


class Scene(NamedTuple):
    """Something that happens once at a moment of the campaign, besides the acts."""

    campaign_ms: int
    play: Callable[[], None]


class Ways(NamedTuple):
    """How acts and time reach the site."""

    doors: Mapping[str, Door]
    """By kind."""
    pass_time: Callable[[int], None]
    """Brings the campaign's clock to a moment, in milliseconds since 1970."""
    look_after: Callable[[], bool]
    """Does what people do meanwhile; returns whether more acts are on their way."""
    others: Callable[[], int]
    """How many acts came besides those that were made here."""


class Replay:
    """Simulated supporters who act again as they did, in the same order."""

    def __init__(self, campaign: str, acts: Iterator[Made], scenes: list[Scene]) -> None:
        self._campaign = campaign
        self._acts = acts
        self._next = next(acts, None)
        self._scenes = sorted(scenes, key=lambda scene: scene.campaign_ms)
        self.sent = 0
        """Acts that were made again."""

    def run(self, ways: Ways, sender: Sender, pace: Pace, announcer: Announcer) -> None:
        """Make every act when its moment comes; a slow site makes time go slower, not wrong."""
        begun_s = time.monotonic()
        looked_s = 0.0
        while self._next is not None:
            elapsed_s = time.monotonic() - begun_s
            now_ms = pace.campaign_ms(elapsed_s)
            shown_ms = self._make_due(ways, now_ms)
            if elapsed_s - looked_s >= LOOK_EVERY_S or self._next is None:
                looked_s = elapsed_s
                tally = sender.tally(self._campaign)
                announcer.watch(tally, shown_ms)
                announcer.progress(tally, shown_ms, time.monotonic() - begun_s)
            spent_s = time.monotonic() - begun_s - elapsed_s
            time.sleep(max(0.0, STEP_S - spent_s))
        self._wait(ways, sender)
        announcer.end_line()

    def _make_due(self, ways: Ways, now_ms: int) -> int:
        """Make what is due, at most so much; return the campaign's moment it has come to."""
        due = self._due(now_ms)
        reached_ms = now_ms if len(due) < MOST_AT_ONCE else due[-1].occurred_at_ms
        ways.pass_time(reached_ms)
        acts: dict[str, list[Made]] = defaultdict(list)
        for each in due:
            acts[each.kind].append(each)
        for kind, several in acts.items():
            ways.doors[kind](several)
        self.sent += len(due)
        ways.look_after()
        while self._scenes and self._scenes[0].campaign_ms <= reached_ms:
            self._scenes.pop(0).play()
        return reached_ms

    def _due(self, now_ms: int) -> list[Made]:
        due: list[Made] = []
        while self._next is not None and len(due) < MOST_AT_ONCE:
            if self._next.occurred_at_ms > now_ms:
                break
            due.append(self._next)
            self._next = next(self._acts, None)
        return due

    def _wait(self, ways: Ways, sender: Sender) -> None:
        """Wait until the site has found what only it can find: posts, pages, files of tills."""
        found, since_s = -1, time.monotonic()
        while ways.look_after() or (
            found < self.sent + ways.others() and time.monotonic() - since_s < QUIET_S
        ):
            time.sleep(LOOK_EVERY_S)
            now = int(sender.tally(self._campaign)["totals"]["acts"])
            if now != found:
                found, since_s = now, time.monotonic()
