"""The earnings of each line are shared by its segments, in the order in which they were laid."""

from collections import Counter
from datetime import UTC, datetime

from tests import make
from tests.usecases.stage import Stage

from tablee.usecases.earnings import cover_by_pool, earned_by_pool

NOW = datetime.fromtimestamp(make.MIDDLE_MS // 1_000, UTC)


def test_the_first_promise_is_spent_first_and_held_places_are_nobodys():
    carls = make.pledge(10, name="carl", Carl=1)
    stage = Stage(make.terms(pledges=(make.pledge(5), carls, make.pledge(1, "shares"))))
    stage.lift(make.raised(5, effective_at=NOW))
    stage.unverified("https://gus.example/", "drawing")
    stage.one()
    with stage.desks.read() as desk:
        journal = desk.journal(desk.campaigns.see(make.SLUG))
        cover = cover_by_pool(journal)
        earned = earned_by_pool(journal, journal.standing(), cover)
    assert [segment.units for segment in cover["blogs"]] == [5, 10, 5]
    assert earned == {"blogs": Counter(Dana=2, Carl=8), "shares": Counter()}
