"""Pages people told us of: each is written down once, whoever tells us and however often."""

from threading import Thread

import pytest
from tests import make
from tests.contracts.test_desks import close_connections

from tablee.core.post.submission import Outcome, Road, Submission
from tablee.core.reason import Reason
from tablee.store.memory import MemoryDesks


@pytest.fixture
def is_forged():
    """Some of these pages name acts that were never received."""
    return True


@pytest.fixture
def told(campaign):
    """Build the page of that number, as it was told."""

    def build(number, **changes):
        plain = Submission(
            number=0,
            campaign_id=campaign.id,
            kind="post",
            source=f"https://emil.example/{number}",
            blog="emil.example",
            target="https://table.example/c/table-2026/",
            road=Road.WEBMENTION,
            received_at_ms=1_000 + number,
        )
        return plain._replace(**changes)

    return build


def put(site, *submissions):
    with site.desks.write() as desk:
        return desk.submissions.put(submissions)


def get(site, number):
    with site.desks.read() as desk:
        return desk.submissions.get(number)


def test_a_submission_comes_back_exactly(site, told):
    page = told(
        1,
        source="https://emil.example/é?q=100%",
        road=Road.TRACKBACK,
        via=2**40 - 1,
        outcome=Outcome.FLAGGED,
        reason=Reason.SPAM,
        act_number=2**40 - 1,
        looked_at_ms=2**50,
        looks=7,
        is_by_person=True,
    )
    [(written, is_new)] = put(site, page)
    assert is_new
    assert written.number > 0
    assert written == page._replace(number=written.number)
    read = get(site, written.number)
    assert read == written
    assert [*map(type, read)] == [*map(type, page)]


def test_numbers_rise_in_the_order_given(site, told):
    first = put(site, *(told(number) for number in (5, 3, 9, 1)))
    second = put(site, *(told(number) for number in (8, 3, 2)))
    numbers = [each.number for each, is_new in [*first, *second] if is_new]
    assert numbers == sorted(set(numbers))
    assert [each.source[-1] for each, _ in second] == ["8", "3", "2"]


def test_a_page_is_known_by_campaign_kind_and_source(site, told):
    with site.desks.write() as desk:
        other = desk.campaigns.create("other", make.version(slug="other"), is_replay=False)
    page = told(1)
    different = [page._replace(kind="drawing"), page._replace(campaign_id=other.id), told(2)]
    assert [is_new for _, is_new in put(site, page, *different)] == [True] * 4
    later = page._replace(road=Road.FORM, target="elsewhere", received_at_ms=9)
    [(known, is_new)] = put(site, later)
    assert not is_new
    assert known == page._replace(number=known.number)


def test_a_page_that_comes_twice_in_one_call_is_one(site, told):
    (first, is_new), (other, _), (again, is_new_again) = put(site, told(1), told(2), told(1, via=5))
    assert (is_new, is_new_again) == (True, False)
    assert first == again
    assert first.number < other.number


def test_nothing_told_is_nothing_written(site):
    assert put(site) == []
    with site.desks.write() as desk:
        desk.submissions.change([])
    assert get(site, 1) is None


def test_addresses_may_be_very_long(site, told):
    ends = ("a", "b")
    sources = ["https://emil.example/" + "%C3%A9" * 4_000 + end for end in ends]
    written = put(site, *(told(1, source=source) for source in sources))
    assert [is_new for _, is_new in written] == [True, True]
    assert put(site, told(1, source=sources[1])) == [(written[1][0], False)]


@pytest.mark.parametrize("size", [1, 21, 100, 777])
def test_many_are_written_whole(site, told, size):
    known = put(site, *(told(number) for number in range(0, size, 3)))
    every = put(site, *(told(number) for number in range(size)))
    assert [each.source for each, _ in every] == [told(number).source for number in range(size)]
    assert [is_new for _, is_new in every] == [bool(number % 3) for number in range(size)]
    assert [each for each, _ in every[::3]] == [each for each, _ in known]


def test_a_page_is_found_by_its_name(site, told, campaign):
    [(written, _)] = put(site, told(1))
    with site.desks.read() as desk:
        assert desk.submissions.find(campaign.id, "post", written.source) == written
        assert desk.submissions.find(campaign.id, "drawing", written.source) is None
        assert desk.submissions.find(campaign.id + 1, "post", written.source) is None
        assert desk.submissions.find(campaign.id, "post", written.source + "/") is None


def test_what_came_of_a_page_is_stored_and_nothing_else(site, told):
    (one, _), (two, _), (three, _) = put(site, told(1), told(2), told(3))
    after = one._replace(
        blog="fay.example",
        target="https://table.example/s/table",
        road=Road.FEED,
        received_at_ms=9_999,
        via=4,
        outcome=Outcome.REFUSED,
        reason=Reason.NO_LINK,
        act_number=6,
        looked_at_ms=8_000,
        looks=3,
        is_by_person=True,
    )
    elsewhere = after._replace(campaign_id=77, kind="dance", source="https://gus.example/")
    with site.desks.write() as desk:
        desk.submissions.change([three._replace(looks=1), elsewhere])
    assert get(site, one.number) == after
    assert get(site, two.number) == two
    assert get(site, three.number) == three._replace(looks=1)
    assert put(site, told(1)) == [(after, False)]


def test_the_submissions_of_an_act_come_first_one_first(site, told, campaign):
    written = [each for each, _ in put(site, *(told(number) for number in range(5)))]
    named = [each._replace(act_number=17) for each in (written[3], written[1])]
    with site.desks.write() as desk:
        desk.submissions.change([*named, written[2]._replace(act_number=18)])
    with site.desks.read() as desk:
        assert desk.submissions.of_act(campaign.id, 17) == [named[1], named[0]]
        assert desk.submissions.of_act(campaign.id, 19) == []
        assert desk.submissions.of_act(campaign.id, 0) == []
        assert desk.submissions.of_act(campaign.id + 1, 17) == []


def test_submissions_are_counted_by_outcome(site, told, campaign):
    put(site, *(told(number) for number in range(3)))
    put(site, told(3, outcome=Outcome.DELETED))
    with site.desks.read() as desk:
        counts = desk.submissions.count(campaign.id)
        assert counts == {Outcome.QUEUED: 3, Outcome.DELETED: 1}
        assert {type(outcome) for outcome in counts} == {Outcome}
        assert desk.submissions.count(campaign.id + 1) == {}


def test_what_is_rolled_back_was_never_told(site, told):
    def tell():
        with site.desks.write() as desk:
            [(written, _)] = desk.submissions.put([told(1)])
            desk.submissions.change([written._replace(looks=5)])
            raise ConnectionError

    with pytest.raises(ConnectionError):
        tell()
    assert [is_new for _, is_new in put(site, told(1))] == [True]


def test_those_who_tell_at_once_tell_one_story(site, told):
    """Twenty people tell of the same pages, half of them in the opposite order."""
    pages = [told(number) for number in range(30)]
    answers = []

    def tell(submissions):
        answers.append(put(site, *submissions))
        close_connections()

    orders = [pages if turn % 2 else pages[::-1] for turn in range(20)]
    threads = [Thread(target=tell, args=(order,)) for order in orders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 20
    assert sum(is_new for answer in answers for _, is_new in answer) == len(pages)
    assert len({each for answer in answers for each, _ in answer}) == len(pages)


def test_pages_are_told_while_somebody_holds_the_campaign(site, told, campaign):
    """Acts may be decided for a while; memory and SQLite have one writer."""
    if isinstance(site.desks, MemoryDesks) or site.settings.database_url == "":
        pytest.skip("one writer at a time")

    def tell():
        put(site, told(1))
        close_connections()

    with site.desks.write() as desk:
        desk.campaigns.hold(campaign.slug)
        other = Thread(target=tell)
        other.start()
        other.join(timeout=20)
        assert not other.is_alive()


def test_several_are_found_by_number(site, told):
    [(first, _), (second, _), _] = put(site, told(1), told(2), told(3))
    with site.desks.read() as desk:
        assert desk.submissions.several([]) == {}
        found = desk.submissions.several([second.number, first.number, 2**40, first.number])
    assert found == {first.number: first, second.number: second}
