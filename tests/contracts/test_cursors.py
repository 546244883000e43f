"""A cursor is held by one reader at a time, and moves with what was read or not at all."""

from tablee.ports.tasks import Hold

READER = "bluesky:jetstream"


def hold(site, campaign, holder, until_ms=2_000, now_ms=1_000):
    with site.desks.write() as desk:
        return desk.cursors.hold(campaign.id, READER, Hold(holder, until_ms), now_ms)


def move(site, campaign, holder, position):
    with site.desks.write() as desk:
        return desk.cursors.move(campaign.id, READER, holder, position)


def test_a_cursor_begins_empty_and_is_found_where_it_was_left(site, campaign):
    assert hold(site, campaign, "one") == ""
    assert move(site, campaign, "one", "17")
    assert hold(site, campaign, "one", until_ms=3_000) == "17"


def test_nobody_else_has_it_until_the_hold_is_over_or_given_up(site, campaign):
    hold(site, campaign, "one")
    assert hold(site, campaign, "two") is None
    assert hold(site, campaign, "two", until_ms=9_000, now_ms=2_000) == ""
    assert hold(site, campaign, "one", now_ms=3_000) is None
    with site.desks.write() as desk:
        desk.cursors.release(campaign.id, READER, "two")
    assert hold(site, campaign, "one", now_ms=3_000) == ""


def test_whoever_has_lost_it_moves_nothing(site, campaign):
    hold(site, campaign, "one")
    move(site, campaign, "one", "17")
    hold(site, campaign, "two", until_ms=9_000, now_ms=5_000)
    assert not move(site, campaign, "one", "18")
    assert not move(site, campaign, "nobody", "19")
    assert hold(site, campaign, "two", until_ms=9_000, now_ms=6_000) == "17"


def test_a_cursor_that_nobody_ever_held_does_not_move(site, campaign):
    assert not move(site, campaign, "", "1")
    assert not move(site, campaign, "one", "1")


def test_readers_and_campaigns_do_not_share(site, campaign):
    hold(site, campaign, "one")
    with site.desks.write() as desk:
        other = desk.cursors.hold(campaign.id, "mastodon:one", Hold("two", 2_000), 1_000)
    assert other == ""
