"""Drawings: one for each act, shown only while it counts, found again by what they look like."""

import pytest
from tests import make

from tablee.core.decision import Ruling
from tablee.core.drawing.drawing import Consent, Drawing, Files, Licence, Words, erased
from tablee.core.drawing.likeness import Likeness
from tablee.core.reason import Reason
from tablee.usecases.decide_act import DAY_MS, Judgement, decide_at
from tablee.usecases.finish_appeals import finish_appeals
from tablee.usecases.record_acts import record_at

PDQ, PHASH = bytes(range(32)), bytes(range(8))


@pytest.fixture
def campaign(site):
    """A campaign with four drawings, which are acts that wait."""
    with site.desks.write() as desk:
        campaign = desk.campaigns.create(make.SLUG, make.version(), is_replay=False)
        claims = [make.unverified(f"picture:{each}", "drawing", by=each) for each in "abcd"]
        record_at(desk, campaign, claims, "drawing", make.MIDDLE_MS)
        for number in range(1, 5):
            desk.drawings.keep(drawing(campaign, number))
    return campaign


def drawing(campaign, number=1, **changes):
    letter = "abcd"[number - 1]
    plain = Drawing(
        campaign_id=campaign.id,
        act_number=number,
        files=Files(letter * 64, letter * 63 + "1", letter * 63 + "2", 800, 600),
        words=Words("Soupe à l'œuf", "A bowl", "Léa & C°"),
        licence=Licence.CC_BY,
        consent=Consent.WITH_PARENT,
        likeness=Likeness(PDQ, PHASH, 80 + number),
        sender=b"s" * 16,
        at_ms=make.MIDDLE_MS,
        like_act=number - 1,
        hidden_by="Ben" if number == 4 else "",
    )
    return plain._replace(**changes)


def decide(site, campaign, number, ruling, reason=Reason.NONE):
    with site.desks.write() as desk:
        held = desk.campaigns.hold(campaign.slug)
        decide_at(desk, held, Judgement(number, ruling, reason, "", "Ben"), make.MIDDLE_MS)


def shown(site, campaign, before=0, most=10):
    with site.desks.read() as desk:
        return [each.act_number for each in desk.drawings.shown(campaign.id, before, most)]


def test_a_drawing_comes_back_as_it_was_kept(site, campaign):
    with site.desks.read() as desk:
        assert desk.drawings.get(campaign.id, 2) == drawing(campaign, 2)
        assert desk.drawings.get(campaign.id, 5) is None
        assert desk.drawings.get(campaign.id + 1, 2) is None


def test_keeping_again_changes_it(site, campaign):
    changed = drawing(campaign, 2, is_shown=False, words=Words("Bread"))
    with site.desks.write() as desk:
        desk.drawings.keep(changed)
    with site.desks.read() as desk:
        assert desk.drawings.get(campaign.id, 2) == changed


def test_only_what_counts_is_shown_newest_first(site, campaign):
    assert shown(site, campaign) == []
    for number in (1, 2, 3):
        decide(site, campaign, number, Ruling.CONFIRM)
    decide(site, campaign, 4, Ruling.REFUSE, Reason.SPAM)
    assert shown(site, campaign) == [3, 2, 1]
    assert shown(site, campaign, before=3) == [2, 1]
    assert shown(site, campaign, before=10**30) == [3, 2, 1]
    assert shown(site, campaign, most=1) == [3]
    decide(site, campaign, 2, Ruling.REVERSE, Reason.UNLAWFUL)
    with site.desks.write() as desk:
        desk.drawings.keep(drawing(campaign, 3, is_shown=False))
    assert shown(site, campaign) == [1]
    with site.desks.write() as desk:
        desk.drawings.keep(drawing(campaign, 1, hidden_by="ada"))
    assert shown(site, campaign) == []


def test_what_is_known_of_their_looks_is_kept_when_refused_and_not_when_withdrawn(site, campaign):
    with site.desks.write() as desk:
        desk.drawings.keep(erased(drawing(campaign, 1), Reason.SPAM))
        desk.drawings.keep(erased(drawing(campaign, 2), Reason.WITHDRAWN))
        found = desk.drawings.likenesses(campaign.id)
    assert [number for number, _ in found] == [1, 3, 4]
    assert found[0][1] == Likeness(PDQ, PHASH, 81)


def test_files_are_over_once_their_act_has_left_its_line(site, campaign):
    decide(site, campaign, 1, Ruling.CONFIRM)
    decide(site, campaign, 2, Ruling.REFUSE, Reason.SPAM)
    with site.desks.write() as desk:
        assert desk.drawings.over(10) == []
        held = desk.campaigns.hold(campaign.slug)
        journal = desk.journal(held)
        standing = journal.standing()
        finish_appeals(journal, standing, held, make.MIDDLE_MS + 30 * DAY_MS)
        journal.keep(standing)
    with site.desks.write() as desk:
        assert [each.act_number for each in desk.drawings.over(10)] == [2]
        assert desk.drawings.over(0) == []
        desk.drawings.keep(erased(drawing(campaign, 2), Reason.SPAM))
        assert desk.drawings.over(10) == []


def test_files_are_known_by_any_of_their_names(site, campaign):
    files = drawing(campaign, 3).files
    with site.desks.read() as desk:
        assert desk.drawings.named([*files.names, "e" * 64]) == set(files.names)
        assert desk.drawings.named([]) == set()


def test_what_is_given_up_leaves_no_drawing(site, campaign):
    def give_up():
        with site.desks.write() as desk:
            desk.drawings.keep(drawing(campaign, 1, words=Words("Gone")))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        give_up()
    with site.desks.read() as desk:
        assert desk.drawings.get(campaign.id, 1).words.title == "Soupe à l'œuf"
