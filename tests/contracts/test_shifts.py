"""Shifts and who comes to them: capacity is kept elsewhere, here nothing gets lost or mixed up."""

import pytest

from tablee.core.volunteering.shift import HOUR_MS, Shift
from tablee.core.volunteering.volunteer import Arrival, Commitment, Volunteer
from tablee.ports.kinds.shifts import Sums

EMIL, FAY = b"e" * 16, b"f" * 16


@pytest.fixture
def shift(site, campaign) -> Shift:
    return add(site, campaign)


def add(site, campaign, place="The shop", hour=9, **changes) -> Shift:
    plain = Shift(0, campaign.id, place, "1 Main St", hour * HOUR_MS, (hour + 3) * HOUR_MS, 2)
    with site.desks.write() as desk:
        return desk.shifts.add(plain._replace(**changes))


def sign(site, shift, supporter=EMIL, **changes) -> Volunteer:
    plain = Volunteer(
        number=0,
        campaign_id=shift.campaign_id,
        shift=shift.number,
        supporter=supporter,
        state=Commitment.INVITED,
        turn=1,
        asked_at_ms=10,
        changed_at_ms=10,
        address="emil@blog.example",
        name="Émil",
        group="The post office",
        language="fr",
        sent=("invite", "joined"),
        arrival=Arrival.WALK_IN,
    )
    with site.desks.write() as desk:
        return desk.volunteers.sign(plain._replace(**changes))


def test_a_shift_is_written_down_once(site, campaign, shift):
    again = add(site, campaign, capacity=9)
    assert again == shift
    assert add(site, campaign, "Another shop").number != shift.number
    assert add(site, campaign, hour=10).number != shift.number


def test_shifts_come_in_their_order(site, campaign, others):
    late, early = add(site, campaign, "B", 20), add(site, campaign, "B", 8)
    also = add(site, campaign, "A", 8)
    with site.desks.read() as desk:
        assert desk.shifts.every(campaign.id) == [also, early, late]
        assert desk.shifts.every(others[0]) == []
        assert desk.shifts.get(early.number) == early
        assert desk.shifts.get(99) is None


def test_what_can_change_of_a_shift_changes(site, shift):
    changed = shift._replace(capacity=7, note="Bring gloves.", address="", is_cancelled=True)
    with site.desks.write() as desk:
        desk.shifts.keep(changed)
    with site.desks.read() as desk:
        assert desk.shifts.get(shift.number) == changed
        assert desk.shifts.sums(shift.campaign_id).shifts == 0


def test_somebody_is_in_a_shift_once(site, campaign, shift):
    first = sign(site, shift)
    assert sign(site, shift, name="Somebody else") == first
    other = sign(site, shift, FAY)
    elsewhere = sign(site, add(site, campaign, "Another shop"))
    with site.desks.read() as desk:
        assert desk.volunteers.of_shift(shift.number) == [first, other]
        assert desk.volunteers.of_supporter(campaign.id, EMIL) == [first, elsewhere]
        assert desk.volunteers.of_supporter(campaign.id + 1, EMIL) == []
        assert desk.volunteers.get(other.number) == other


def test_all_that_can_change_of_somebody_changes(site, shift):
    changed = sign(site, shift)._replace(
        state=Commitment.PRESENT,
        turn=3,
        asked_at_ms=20,
        changed_at_ms=30,
        in_line_at_ms=25,
        address="",
        name="",
        group="",
        language="en",
        sent=(),
        trouble="refused",
        late_min=20,
        minutes=160,
        marked_by="ada",
    )
    with site.desks.write() as desk:
        desk.volunteers.keep(changed)
    with site.desks.read() as desk:
        assert desk.volunteers.get(changed.number) == changed


def test_places_people_and_hours_are_summed_up(site, campaign, shift):
    elsewhere = add(site, campaign, "Another shop")
    there = {"state": Commitment.PRESENT, "minutes": 180}
    sign(site, shift, **there)
    sign(site, elsewhere, **there | {"minutes": 50})
    sign(site, shift, FAY, state=Commitment.ABSENT)
    sign(site, elsewhere, FAY, state=Commitment.WAITING)
    with site.desks.read() as desk:
        assert desk.shifts.taken(campaign.id) == {shift.number: 2, elsewhere.number: 1}
        assert desk.shifts.sums(campaign.id) == Sums(1, 230, 2, 2)
        assert desk.shifts.sums(campaign.id + 1) == Sums(0, 0, 0, 0)


def test_who_is_to_be_forgotten_is_found(site, campaign, shift):
    asked = sign(site, shift, changed_at_ms=10)
    withdrawn = sign(site, shift, FAY, state=Commitment.CANCELLED, changed_at_ms=20)
    holder = sign(site, shift, b"h" * 16, state=Commitment.CONFIRMED, changed_at_ms=1)
    later = sign(site, add(site, campaign, hour=20), state=Commitment.CONFIRMED)
    with site.desks.write() as desk:
        assert desk.volunteers.withdrawn_before(20, 9) == [asked]
        assert desk.volunteers.withdrawn_before(21, 9) == [asked, withdrawn]
        assert desk.volunteers.withdrawn_before(21, 1) == [asked]
        desk.volunteers.drop(asked.number)
        desk.volunteers.drop(withdrawn.number)
        assert desk.volunteers.of_shift(shift.number) == [holder]
        assert desk.volunteers.known_after(shift.ends_at_ms, 9) == []
        assert desk.volunteers.known_after(shift.ends_at_ms + 1, 9) == [holder]
        bare = holder._replace(address="", name="", group="")
        desk.volunteers.keep(bare)
        assert desk.volunteers.known_after(shift.ends_at_ms + 1, 9) == []
        assert later in desk.volunteers.known_after(24 * HOUR_MS, 9)


def test_who_asks_often_is_known_until_that_is_over(site):
    with site.desks.write() as desk:
        assert [desk.shifts.ask("emil", 100, now) for now in (1, 2, 99)] == [1, 2, 3]
        assert desk.shifts.ask("fay", 100, 3) == 1
        assert desk.shifts.ask("emil", 200, 100) == 1
        assert desk.shifts.ask("emil", 300, 150) == 2


def test_a_number_is_given_once(site, shift):
    first = sign(site, shift)
    with site.desks.write() as desk:
        desk.volunteers.drop(first.number)
    assert sign(site, shift).number > first.number


def test_what_is_given_up_leaves_nobody_behind(site, shift):
    def give_up():
        with site.desks.write() as desk:
            desk.volunteers.sign(
                Volunteer(0, shift.campaign_id, shift.number, EMIL, Commitment.INVITED, 1, 1, 1)
            )
            desk.shifts.ask("emil", 100, 1)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        give_up()
    with site.desks.write() as desk:
        assert desk.volunteers.of_shift(shift.number) == []
        assert desk.shifts.ask("emil", 100, 1) == 1
