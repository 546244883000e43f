"""Tasks put, taken and ended, a transaction each."""

from tablee.ports.tasks import Hold

NOW_MS = 1_000_000
SOON = Hold("Ben", NOW_MS + 60_000)
LATER_MS = SOON.until_ms


def put(site, *tasks):
    with site.desks.write() as desk:
        return desk.tasks.put(tasks)


def take(site, most=10, hold=SOON, now_ms=NOW_MS, verbs=("look", "recheck")):
    with site.desks.write() as desk:
        return desk.tasks.take(verbs, hold, now_ms, most)


def done(site, *tasks, holder=SOON.holder):
    with site.desks.write() as desk:
        return desk.tasks.done(tasks, holder)


def queues(site):
    with site.desks.read() as desk:
        return desk.tasks.queues()


def pages(tasks):
    return [task.body["page"] for task in tasks]
