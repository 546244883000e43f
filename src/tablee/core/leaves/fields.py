"""The fields of each kind of leaf, as one table: everything that reads or explains leaves uses it.

Each kind has one or several forms; a leaf has exactly the fields of one of them. Every leaf says
besides what it is (`leaf`) and in which minute it was received, decided or said (`minute`).
"""

from tablee.core.decision import Ruling
from tablee.core.leaves.shape import (
    Choice,
    Either,
    Flag,
    Many,
    Pattern,
    Record,
    Row,
    Shape,
    Table,
    Whole,
    Words,
)
from tablee.core.promise import Measure
from tablee.core.promising.party import HeldBy, Role
from tablee.core.reason import DECISION_REASONS, DOOR_REASONS
from tablee.core.segment import MOST_WEIGHT
from tablee.core.text import Text

FORMAT = 1
CLOCK, VERIFICATION, EVIDENCE = "clock", "verification", "evidence"
JUDGES = (CLOCK, VERIFICATION, EVIDENCE)
"""Who decides without being a person: time, a look at a page, better evidence for the same act."""

NAME = Words(100)
NUMBER = Whole(1)
WHOLE = Whole()
MOST_MINUTE = 4_000_000_000
"""In the year 9575: of each leaf every reader can say the day, and the day after."""
FLAG = Flag()
MOMENT = Whole()
TAG = Pattern("[A-Za-z0-9_-]{21}[AQgw]", Text("16 bytes in base64url", "16 octets en base64url"))
COMMITMENT = Pattern(
    "[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]", Text("32 bytes in base64url", "32 octets en base64url")
)
HASH = Pattern("[0-9a-f]{64}", Text("a SHA-256 in hexadecimal", "un SHA-256 en hexadécimal"))
STATEMENT = Words(4_000)
DOCUMENT = Words(20_000)
SHARES = Many(Row((NAME, Whole(1, MOST_WEIGHT))), 1)
COVER: dict[str, Shape] = {"pool": NAME, "units": NUMBER, "shares": SHARES}
KIND_RULE = Record(
    {
        "name": NAME,
        "pool": NAME,
        "rate": NUMBER,
        "opens_ms": MOMENT,
        "closes_ms": MOMENT,
        "opens_with": Words(100, 0),
        "per_day": WHOLE,
        "in_all": WHOLE,
        "clicks": FLAG,
    }
)
_DOOR = Choice(tuple(sorted(DOOR_REASONS)))
_DECIDED = Choice(tuple(sorted(DECISION_REASONS)))
_JUDGE = Either((Choice(JUDGES), TAG))
_EVIDENCE = Choice(("A", "B", "C"))
_POOL_FIGURES = Record(
    dict.fromkeys(("cap", "acts", "offered", "paid", "unpaid", "pending"), WHOLE)
)
_KIND_FIGURES = Record(
    dict.fromkeys(
        ("acts", "counted", "counted_units", "paid", "pending", "turned_away", "left"), WHOLE
    )
)
_SAID: dict[str, Shape] = {
    "act": NUMBER,
    "kind": NAME,
    "evidence": _EVIDENCE,
    "object": TAG,
    "commitment": COMMITMENT,
}
_MILESTONE: dict[str, Shape] = {
    "name": NAME,
    "measure": Choice(tuple(Measure)),
    "threshold": NUMBER,
    "kinds": Many(NAME),
}

FORMS: dict[str, tuple[Record, ...]] = {
    "genesis": (
        Record(
            {
                "format": Whole(FORMAT, FORMAT),
                "campaign": NAME,
                "origin": Words(300),
                "log": Words(400),
                "replay": FLAG,
                "leaves_between_tallies": Whole(512, 512),
                "minutes_between_tallies": Whole(60, 60),
            }
        ),
    ),
    "key": (
        Record(
            {
                "role": Choice(tuple(Role)),
                "name": NAME,
                "key": Words(4_000),
                "held_by": Choice(tuple(HeldBy)),
                "is_valid": FLAG,
            }
        ),
    ),
    "terms": (
        Record(
            {
                "number": NUMBER,
                "from_ms": MOMENT,
                "zone": NAME,
                "opens_ms": MOMENT,
                "closes_ms": MOMENT,
                "last_call_ms": MOMENT,
                "appeal_days": WHOLE,
                "portions": NUMBER,
                "pools": Many(NAME, 1),
                "purchase_pools": Many(NAME),
                "kinds": Many(KIND_RULE, 1),
                "sponsors": Many(Record({"name": NAME, "floor": WHOLE})),
                "pledges": Many(Record({"name": NAME, **COVER})),
                "raises": Many(Record({"pledge": NAME, "units": NUMBER, "from_ms": MOMENT})),
                "milestones": Many(Either((Record(_MILESTONE), Record({**_MILESTONE, **COVER})))),
                "document": HASH,
            }
        ),
    ),
    "pledge": (Record({"name": NAME, **COVER}),),
    "raise": (Record({"pledge": NAME, "from_ms": MOMENT, **COVER}),),
    "milestone": (Record({"name": NAME}), Record({"name": NAME, **COVER})),
    "act": (
        Record(
            {**_SAID, "pool": NAME, "units": NUMBER, "start": WHOLE},
            {"day": TAG, "who": TAG, "occurred": WHOLE},
        ),
        Record({**_SAID, "reason": _DOOR}, {"occurred": WHOLE}),
    ),
    Ruling.CONFIRM.value: (
        Record({"act": NUMBER, "judge": _JUDGE}, {"evidence": Choice(("A", "B"))}),
    ),
    Ruling.REFUSE.value: (Record({"act": NUMBER, "judge": _JUDGE, "reason": _DECIDED}),),
    Ruling.REVERSE.value: (Record({"act": NUMBER, "judge": _JUDGE, "reason": _DECIDED}),),
    Ruling.RESTORE.value: (
        Record({"act": NUMBER, "judge": _JUDGE}, {"evidence": Choice(("A", "B"))}),
    ),
    Ruling.FINISH.value: (Record({"act": NUMBER, "judge": _JUDGE, "reason": _DECIDED}),),
    "tally": (
        Record(
            {
                "through": WHOLE,
                "acts": WHOLE,
                "pools": Table(NAME, _POOL_FIGURES),
                "kinds": Table(NAME, _KIND_FIGURES),
                "earned": Table(NAME, Table(NAME, NUMBER)),
                "reached": Many(NAME),
            },
            {"previous": WHOLE},
        ),
    ),
    "promise": (Record({"document": DOCUMENT}),),
    "receipt": (Record({"document": DOCUMENT}),),
    "incident": (Record({"en": STATEMENT, "fr": STATEMENT}),),
    "audit": (
        Record({"step": Choice(("commit",)), "by": NAME, "hash": HASH}),
        Record({"step": Choice(("reveal",)), "by": NAME, "seed": HASH}),
        Record(
            {
                "step": Choice(("result",)),
                "size": NUMBER,
                "root": HASH,
                "draws": WHOLE,
                "invalid": WHOLE,
                "unverifiable": WHOLE,
                "sheet": HASH,
            },
            {"document": DOCUMENT},
        ),
    ),
    "erase": (Record({"what": Choice(("acts", "keys")), "count": NUMBER}),),
    "close": (Record({}),),
    "settle": (Record({"owed": Table(NAME, WHOLE)}),),
}
"""The forms of each kind of leaf, besides `leaf` and `minute`."""


def record_of(kind: str, form: Record) -> Record:
    """Return a form as it stands in the log: with what it is, and its minute."""
    both: dict[str, Shape] = {"leaf": Choice((kind,)), "minute": Whole(0, MOST_MINUTE)}
    return Record({**both, **form.required}, form.optional)
