"""The acts of past editions, made up again so that their sums and their days are right.

The totals of 2010 and 2011 are those that were published; the days of 2012 follow its
timeline: the hashtag passes a thousand posts within hours on 22 February, 50,000 shares come in
less than a day on the 23rd, 150,000 by the 28th. Names and addresses are invented, and the same
edition always gives the same acts.
"""

import heapq
import itertools
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import NamedTuple

from tablee.core.rulebook import KindRule, Rulebook, as_ms
from tablee.core.terms import Terms

PERMILLE = 1_000


class Made(NamedTuple):
    """One act of a past edition, as a partner would send it."""

    occurred_at_ms: int
    kind: str
    object: str
    supporter: str
    evidence: str = ""
    """As the wire writes it; empty when it came with the act, as a partner's does."""

    def line(self) -> str:
        """Return the act as one line of a file."""
        return json.dumps(self.document()) + "\n"

    def document(self) -> dict[str, str]:
        """Return the act as the wire carries it."""
        moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=self.occurred_at_ms)
        document = {
            "kind": self.kind,
            "object": self.object,
            "supporter": self.supporter,
            "occurred_at": moment.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z",
        }
        return document | {"evidence": self.evidence} if self.evidence else document


class Course(NamedTuple):
    """How many acts of a kind there are in all by which moment.

    A moment is a date with its zone, or so many thousandths of the time its kind is open.
    """

    kind: str
    points: tuple[tuple[str | int, int], ...]

    @property
    def acts(self) -> int:
        """How many acts it comes to."""
        return self.points[-1][1]


def _even(kind: str, acts: int) -> Course:
    return Course(kind, ((0, 0), (PERMILLE, acts)))


COURSES: dict[str, tuple[Course, ...]] = {
    "restos-2010": (_even("blog_post", 1457), _even("referral", 197), _even("drawing", 9)),
    "restos-2011": (_even("blog_post", 2274),),
    "restos-2012": (
        Course(
            "share",
            (
                ("2012-02-20T09:00+01:00", 0),
                ("2012-02-21T09:00+01:00", 600),
                ("2012-02-22T09:00+01:00", 1_500),
                ("2012-02-22T20:00+01:00", 4_400),
                ("2012-02-23T00:00+01:00", 7_000),
                ("2012-02-23T08:00+01:00", 12_000),
                ("2012-02-24T00:00+01:00", 58_500),
                ("2012-02-25T00:00+01:00", 88_000),
                ("2012-02-26T00:00+01:00", 113_000),
                ("2012-02-27T00:00+01:00", 134_000),
                ("2012-02-28T20:00+01:00", 150_000),
            ),
        ),
        Course(
            "hashtag_post",
            (
                ("2012-02-20T10:00+01:00", 0),
                ("2012-02-22T11:00+01:00", 120),
                ("2012-02-22T16:00+01:00", 1_250),
                ("2012-02-23T00:00+01:00", 5_200),
                ("2012-02-23T07:00+01:00", 6_400),
                ("2012-02-23T11:30+01:00", 10_900),
                ("2012-02-24T00:00+01:00", 12_300),
                ("2012-02-28T00:00+01:00", 13_900),
                ("2012-03-26T20:00+02:00", 15_000),
            ),
        ),
        Course(
            "blog_post", ((5, 0), (60, 420), (250, 1_050), (600, 1_750), (900, 2_150), (995, 2_300))
        ),
        Course("selection", ((200, 0), (950, 12))),
        Course("drawing", ((20, 0), (400, 80), (800, 150), (960, 163))),
    ),
}
"""By slug of the campaign file that ships with Tablée."""

NAMES = [
    "ada",
    "ahmed",
    "aline",
    "amel",
    "anouk",
    "basile",
    "bruno",
    "camille",
    "chloe",
    "clement",
    "dana",
    "diane",
    "elise",
    "emil",
    "emma",
    "fanny",
    "farid",
    "gael",
    "hugo",
    "ines",
    "jade",
    "jeanne",
    "karim",
    "leila",
    "leo",
    "lina",
    "louise",
    "lucas",
    "malik",
    "manon",
    "marie",
    "mehdi",
    "nadia",
    "nina",
    "noe",
    "olga",
    "paul",
    "rachid",
    "rosa",
    "salome",
    "sami",
    "sofia",
    "theo",
    "victor",
    "yasmine",
    "zoe",
]
TOPICS = [
    "carnet",
    "cuisine",
    "croquis",
    "gourmandise",
    "jardin",
    "lecture",
    "marmite",
    "papilles",
    "potager",
    "recettes",
    "table",
    "tricot",
    "voyage",
]


def acts_of(terms: Terms, courses: tuple[Course, ...]) -> Iterator[Made]:
    """Return the acts of an edition, in the order in which they happened."""
    rules = Rulebook(terms).kinds
    return heapq.merge(*(_acts_of_kind(terms.slug, rules[each.kind], each) for each in courses))


def _acts_of_kind(slug: str, rule: KindRule, course: Course) -> Iterator[Made]:
    for index, moment_ms in enumerate(_moments(rule, course), start=1):
        token = _token(f"{slug}\n{course.kind}\n{index}")
        yield Made(moment_ms, course.kind, *_names(course.kind, index, token))


def _moments(rule: KindRule, course: Course) -> Iterator[int]:
    """Give each act's moment: evenly between the points of its course."""
    points = [(_moment_ms(rule, moment), acts) for moment, acts in course.points]
    for (first_ms, before), (last_ms, after) in itertools.pairwise(points):
        for index in range(after - before):
            yield first_ms + (last_ms - first_ms) * (2 * index + 1) // (2 * (after - before))


def _moment_ms(rule: KindRule, moment: str | int) -> int:
    if isinstance(moment, str):
        return as_ms(datetime.fromisoformat(moment))
    return rule.opens_ms + (rule.closes_ms - rule.opens_ms) * moment // PERMILLE


def _token(text: str) -> int:
    """Return a number that looks like chance and is always the same for the same text."""
    return int.from_bytes(blake2b(text.encode(), digest_size=6).digest())


def _names(kind: str, index: int, token: int) -> tuple[str, str]:
    """Return an invented object and an invented supporter."""
    name, topic = NAMES[token % len(NAMES)], TOPICS[token // 64 % len(TOPICS)]
    who = f"{name}{index}"
    if kind == "share":
        return f"https://reseau.example/{who}/partages/{token:x}", f"{who}@reseau.example"
    if kind == "hashtag_post":
        return f"https://social.example/@{who}/{token}", f"{who}@social.example"
    if kind == "drawing":
        return f"https://dessins.example/{who}/soupe-{index}", f"{who}@dessins.example"
    blog = f"{topic}-de-{who}.example"
    page = {"referral": "parrainage", "selection": "coup-de-coeur"}.get(kind, "un-billet-dix-repas")
    return f"https://{blog}/{page}", blog
