"""Whatever becomes of pages becomes of them in every store."""

from hashlib import blake2b
from itertools import count

import pytest
from tests import make
from tests.usecases.posts.web import Web

from tablee.core.decision import Ruling
from tablee.core.errors import TableeError
from tablee.core.post.post import Mark
from tablee.core.post.submission import Road
from tablee.core.reason import Reason
from tablee.usecases.posts.show_post import mark_post, show_post

SOURCES = [
    f"https://{blog}.example/{number}{tail}"
    for blog in ("emil", "fay")
    for number in range(3)
    for tail in ("", "?old")
]
PAGES = [
    {},
    {},
    {"likeness": 2**63 + 5},
    {"is_link_visible": False},
    {"links": ()},
    {"status": 410, "links": ()},
    {"status": 503, "links": ()},
]
EITHER = (True, False)
REASONS = [Reason.SPAM, Reason.NO_LINK, Reason.GONE]


def dice(seed):
    """Return a chooser that makes the same choices for the same *seed*."""
    throws = count()

    def choose(*choices):
        throw = blake2b(f"{seed}:{next(throws)}".encode(), digest_size=8).digest()
        return choices[int.from_bytes(throw) % len(choices)]

    return choose


def steps(seed):
    """Return the same long story for the same *seed*."""
    choose = dice(seed)
    for _ in range(200):
        number = choose(*range(1, 12))
        yield choose(
            ("tell", choose(*SOURCES), choose(*Road), choose(*range(4))),
            ("tell", choose(*SOURCES), Road.FORM, 0),
            ("page", choose(*SOURCES), choose(*range(len(PAGES)))),
            ("hours", choose(1, 1, 5, 24, 50)),
            ("decide", number, choose(*[*Ruling][:4]), choose(*REASONS)),
            ("withdraw", number),
            ("appeal", number),
            ("answer", number, choose(*EITHER)),
            ("ask", number),
            ("claim", choose(*SOURCES).partition("?")[0]),
            ("show", number, choose(*EITHER)),
        )


def take(web, step):
    """Do one thing; return what was refused."""
    what, *rest = step
    try:
        _DEEDS[what](web, *rest)
    except TableeError as refused:
        return type(refused).__name__
    web.work()
    return ""


def _page(web, source, page):
    for address in (source, f"{source}?old"):
        web.put(address, canonical=source.partition("?")[0], **PAGES[page])


def _hours(web, hours):
    web.pass_hours(hours)
    web.advance()
    web.check()


def _show(web, number, is_shown):
    show_post(web.desks, web.clock, make.SLUG, number, is_shown=is_shown)
    mark_post(web.desks, web.clock, make.SLUG, number, Mark.PRESS if is_shown else Mark.NONE)


_DEEDS = {
    "tell": lambda web, source, road, via: web.tell(source, road, via=via),
    "page": _page,
    "hours": _hours,
    "decide": lambda web, number, ruling, reason: web.rule(
        number, ruling, reason if ruling in {Ruling.REFUSE, Ruling.REVERSE} else Reason.NONE
    ),
    "withdraw": lambda web, number: web.withdraw(number),
    "appeal": lambda web, number: web.appeal(number),
    "answer": lambda web, number, is_granted: web.answer(number, is_granted=is_granted),
    "ask": lambda web, number: web.ask(number),
    "claim": lambda web, page: web.unverified(page, by="Gus"),
    "show": _show,
}


def told(web):
    """Return everything that can be known."""
    acts = web.acts()
    return (
        acts,
        [web.kept(act.number) for act in acts],
        [web.receipt(act.number) for act in acts],
        [web.told(source) for source in SOURCES],
        web.tally(),
        web.messages(),
    )


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_long_story_ends_the_same(site, seed):
    here, in_memory = Web(desks=site.desks), Web()
    for step in steps(seed):
        assert take(here, step) == take(in_memory, step), step
    assert told(here) == told(in_memory)
    assert len(here.acts()) > 8
    assert here.faults() == []
