"""Which version of the terms is in force is a question of time, and of nothing else."""

from hypothesis import given
from hypothesis import strategies as st
from tests import make

HOUR = 3_600_000


def test_the_first_version_holds_from_the_beginning_of_time():
    campaign = make.campaign(make.version(1, 5 * HOUR))
    assert campaign.version_at(0).number == 1


def test_a_version_holds_from_its_very_millisecond():
    campaign = make.campaign(make.version(1), make.version(2, 9 * HOUR))
    assert campaign.version_at(9 * HOUR - 1).number == 1
    assert campaign.version_at(9 * HOUR).number == 2


def test_the_later_published_of_two_versions_in_force_holds():
    """An amendment supersedes one that was still to come."""
    campaign = make.campaign(make.version(1), make.version(2, 9 * HOUR), make.version(3, 5 * HOUR))
    assert campaign.version_at(6 * HOUR).number == 3
    assert campaign.version_at(9 * HOUR).number == 3


@given(
    effective=st.lists(st.integers(1, 50), max_size=6),
    now=st.integers(0, 60),
)
def test_the_version_in_force_is_the_last_one_that_has_begun(effective, now):
    versions = [make.version(at + 2, moment) for at, moment in enumerate(effective)]
    campaign = make.campaign(make.version(1), *versions)
    begun = [1, *(at + 2 for at, moment in enumerate(effective) if moment <= now)]
    assert campaign.version_at(now).number == max(begun)
    waiting = [moment for moment in effective if moment > now]
    assert campaign.next_version_ms(now) == (min(waiting) if waiting else None)
    assert campaign.latest.number == len(effective) + 1


def test_rules_are_compiled_once_per_version():
    campaign = make.campaign(make.version(1), make.version(2, HOUR, kinds=(make.kind(rate=20),)))
    first, second = campaign.rulebook_at(0), campaign.rulebook_at(HOUR)
    assert campaign.rulebook_at(0) is first
    assert (first.kinds["post"].rate, second.kinds["post"].rate) == (10, 20)
