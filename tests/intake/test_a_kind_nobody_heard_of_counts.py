"""The organiser's own kinds: from the campaign file to the tally, with no code edited."""

import pytest
from tests import make, own_kinds
from tests.intake.house import KEY, opened
from tests.own_kinds import SLUG

from tablee.core.key import key_digest
from tablee.outside.clock import SetClock
from tablee.ports.desk import PartnerKey
from tablee.usecases.issue_key import issue_key
from tablee.usecases.publish_terms import Publication, publish_terms
from tablee.wiring import memory_site

ACTS, TALLY = f"/c/{SLUG}/acts", f"/c/{SLUG}/tally.json"


@pytest.fixture
def library():
    """The campaign, open, with a key for the library."""
    site = memory_site(clock=SetClock(make.MIDDLE_MS))
    publish_terms(site.desks, site.clock, Publication(own_kinds.terms(), "Ada", "as agreed"))
    issue_key(site.desks, site.clock, PartnerKey("library", SLUG, key_digest(KEY), ()))
    with opened(site) as house:
        yield house


def tell(library, kind, name, form="json", **more):
    headers = {"authorization": f"Bearer {KEY}", "content-type": f"application/{form}"}
    act = {"kind": kind, "object": name, "supporter": "card 17", **more}
    if form == "cloudevents+json":
        plain = {"specversion": "1.0", "id": "1", "source": "urn:library"}
        act = plain | {"type": f"org.library.{kind}", "subject": name, "data": more}
    return library.ask("POST", ACTS, bytes_of(act), headers).json()


def bytes_of(act):
    return str(act).replace("'", '"').encode()


def test_the_librarys_word_counts_at_once_and_up_to_the_cap(library):
    found = [tell(library, "books_handed_in", f"book {number}") for number in range(4)]
    assert [each["state"] for each in found] == ["counted"] * 4
    assert [each["paid_units"] for each in found] == [3, 3, 3, 1]
    assert tell(library, "books_handed_in", "book 0") == found[0]


@pytest.mark.parametrize("form", ["json", "cloudevents+json"])
def test_a_word_that_is_a_claim_goes_to_a_person(library, form):
    assert tell(library, "tales_told", "a tale", form)["state"] == "pending"


def test_a_sender_may_say_how_good_the_evidence_is(library):
    assert tell(library, "tales_told", "a tale", evidence="A")["state"] == "counted"
    assert tell(library, "books_handed_in", "a book", evidence="C")["state"] == "pending"


def test_a_list_and_lines_are_taken_alike(library):
    headers = {"authorization": f"Bearer {KEY}", "content-type": "application/json"}
    acts = [{"kind": kind, "object": "one"} for kind in ("books_handed_in", "tales_told")]
    for body, form in (
        (f"[{','.join(bytes_of(each).decode() for each in acts)}]", "json"),
        ("\n".join(bytes_of(each).decode() for each in acts), "x-ndjson"),
    ):
        headers["content-type"] = f"application/{form}"
        reply = library.ask("POST", ACTS, body.encode(), headers)
        states = [each["state"] for each in (reply.json() if form == "json" else reply.lines())]
        assert states == ["counted", "pending"]


@pytest.mark.parametrize(
    ("language", "title", "source"),
    [
        ("en", "Hand in a book", "The library counts them."),
        ("fr", "Remettre un livre", "La bibliothèque les compte."),
    ],
)
def test_the_tally_names_the_kind_and_who_tells_of_it(library, language, title, source):
    tell(library, "books_handed_in", "a book")
    found = library.get(TALLY, accept_language=language).json()["kinds"][0]
    assert (found["name"], found["title"], found["source"]) == ("books_handed_in", title, source)
    assert (found["acts"], found["paid"]) == (1, 3)
