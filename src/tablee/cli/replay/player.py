"""Replays the acts of a past edition through the HTTP door, at a given pace."""

import time
from collections.abc import Callable, Iterator
from typing import NamedTuple

from tablee.cli.replay.announcer import Announcer
from tablee.cli.replay.editions import Made
from tablee.cli.replay.pace import Pace
from tablee.cli.replay.sender import Sender

STEP_S = 0.1
LOOK_EVERY_S = 0.4
MOST_IN_A_LIST = 1_000
SENT_ALONE = frozenset({"blog_post", "drawing", "selection", "referral"})
"""Kinds whose acts come one by one, each in a request of its own; the others come in lists."""


class Scene(NamedTuple):
    """Something that happens once at a moment of the campaign, besides the acts."""

    campaign_ms: int
    play: Callable[[], None]


class Replay:
    """Simulated supporters who act again as they did, in the same order."""

    def __init__(self, campaign: str, acts: Iterator[Made], scenes: list[Scene]) -> None:
        self._campaign = campaign
        self._acts = acts
        self._next = next(acts, None)
        self._scenes = sorted(scenes, key=lambda scene: scene.campaign_ms)

    def run(self, sender: Sender, pace: Pace, announcer: Announcer) -> None:
        """Send every act when its moment comes; a slow site makes time go slower, not wrong."""
        begun_s = time.monotonic()
        looked_s = 0.0
        while self._next is not None:
            elapsed_s = time.monotonic() - begun_s
            now_ms = pace.campaign_ms(elapsed_s)
            shown_ms = self._send_due(sender, now_ms)
            if elapsed_s - looked_s >= LOOK_EVERY_S or self._next is None:
                looked_s = elapsed_s
                tally = sender.tally(self._campaign)
                announcer.watch(tally, shown_ms)
                announcer.progress(tally, shown_ms, time.monotonic() - begun_s)
            spent_s = time.monotonic() - begun_s - elapsed_s
            time.sleep(max(0.0, STEP_S - spent_s))
        announcer.end_line()

    def _send_due(self, sender: Sender, now_ms: int) -> int:
        """Send what is due, at most one list; return the campaign's moment it has come to."""
        acts: list[Made] = []
        while (
            self._next is not None
            and self._next.occurred_at_ms <= now_ms
            and len(acts) < MOST_IN_A_LIST
        ):
            acts.append(self._next)
            self._next = next(self._acts, None)
        reached_ms = now_ms if len(acts) < MOST_IN_A_LIST else acts[-1].occurred_at_ms
        crowd = [act.document() for act in acts if act.kind not in SENT_ALONE]
        if crowd:
            sender.send_list(self._campaign, crowd)
        for act in acts:
            if act.kind in SENT_ALONE:
                sender.send_one(self._campaign, act.document())
        while self._scenes and self._scenes[0].campaign_ms <= reached_ms:
            self._scenes.pop(0).play()
        return reached_ms
