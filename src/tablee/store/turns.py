"""Whose turn it is: work is handed out going round the campaigns."""

from collections.abc import Callable, Sequence
from itertools import zip_longest

from tablee.ports.tasks import Task

Pick = Callable[[int, int], list[Task]]
"""Takes up to so many tasks of one campaign."""


class Turns:
    """Which campaign was served last; every process goes round on its own."""

    def __init__(self) -> None:
        self._last = 0

    def go_round(self, campaigns: Sequence[int], most: int, pick: Pick) -> list[Task]:
        """Pick *most* tasks, as evenly as there are any, beginning after whoever was last.

        Each campaign has one task before any has two; what one cannot use the others share. They
        come in turn too, so that whoever works at them one by one is as fair.
        """
        after = [each for each in campaigns if each > self._last]
        waiting = [*after, *(each for each in campaigns if each <= self._last)]
        picked: dict[int, list[Task]] = {}
        left = most
        while waiting and left:
            eager: list[int] = []
            for index, campaign_id in enumerate(waiting):
                share = -(-left // (len(waiting) - index))
                if not share:
                    break
                tasks = pick(campaign_id, share)
                left -= len(tasks)
                picked.setdefault(campaign_id, []).extend(tasks)
                if len(tasks) == share:
                    eager.append(campaign_id)
                    self._last = campaign_id
            waiting = eager
        hands = (sorted(tasks, key=_by_due) for tasks in picked.values())
        return [task for turn in zip_longest(*hands) for task in turn if task is not None]


def merged(tasks: Sequence[Task]) -> list[Task]:
    """Return *tasks*, each of one name once: due when the first of them is, saying the latest."""
    once: dict[tuple[int, str, str], Task] = {}
    for task in tasks:
        name = (task.campaign_id, task.verb, task.key)
        other = once.get(name)
        due_at_ms = min(task.due_at_ms, other.due_at_ms) if other else task.due_at_ms
        once[name] = task._replace(due_at_ms=due_at_ms)
    return list(once.values())


def _by_due(task: Task) -> tuple[int, int]:
    return task.due_at_ms, task.number
