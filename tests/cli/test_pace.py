"""The weeks of a campaign pass in minutes: never backwards, slowly where much happens."""

from tablee.cli.replay.pace import Mark, Pace

MARKS = (Mark(1_000, 0), Mark(2_000, 500), Mark(10_000, 1_000))


def test_time_goes_from_the_first_mark_to_the_last():
    pace = Pace(MARKS, 10)
    assert pace.campaign_ms(0) == 1_000
    assert pace.campaign_ms(5) == 2_000
    assert pace.campaign_ms(10) == 10_000
    assert pace.campaign_ms(1_000) == 10_000


def test_time_never_goes_backwards():
    pace = Pace(MARKS, 10)
    moments = [pace.campaign_ms(tenth / 10) for tenth in range(120)]
    assert moments == sorted(moments)
