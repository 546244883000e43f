"""Put down the sending of news to all who follow, some at a time."""

from tablee.ports.desk import Clock, Desks
from tablee.ports.tasks import Task
from tablee.usecases.fediverse.sending import MOST_SPREAD, sendings_of_news


def spread_news(desks: Desks, clock: Clock, task: Task, holder: str) -> int:
    """Put down a task for each of the next inboxes; return for how many.

    They and how far we are come are one transaction: whatever crashes, each inbox gets its task.
    """
    number, after = int(task.body["news"]), str(task.body.get("after", ""))
    with desks.write() as desk:
        if not desk.tasks.done([task], holder):
            return 0
        now_ms = clock.now_ms()
        ears = desk.actors.ears(task.campaign_id, after, MOST_SPREAD)
        desk.tasks.put(sendings_of_news(task.campaign_id, number, ears, now_ms))
        if len(ears) == MOST_SPREAD:
            body = {**task.body, "after": ears[-1]}
            further = task._replace(body=body, number=0, tries=0, trouble="")
            desk.tasks.put([further])
        return len(ears)
