"""What a personal link brought is found again, in every store."""

import pytest
from tests import make

from tablee.core.post.post import Post
from tablee.core.post.submission import Road, Submission


@pytest.fixture
def is_forged():
    """These posts stand beside no acts."""
    return True


def told(campaign, source, via, act_number):
    return Submission(
        number=0,
        campaign_id=campaign.id,
        kind="post",
        source=source,
        blog="emil.example",
        target="https://meals.example/c/table-2026/",
        road=Road.FORM,
        received_at_ms=1,
        via=via,
        act_number=act_number,
    )


def test_the_referral_acts_of_a_personal_link(site, campaign):
    with site.desks.write() as desk:
        other = desk.campaigns.create("other", make.version(slug="other"), is_replay=False)
        sources = [("1", 7, 11), ("2", 7, 12), ("3", 8, 13), ("4", 7, 14), ("5", 0, 15)]
        for name, via, number in sources:
            source = f"https://emil.example/{name}"
            desk.submissions.put([told(campaign, source, via, number)])
        desk.submissions.put([told(other, "https://emil.example/1", 7, 11)])
        for number, referred in ((11, 21), (12, 22), (13, 23), (14, 0), (15, 25)):
            post = Post(campaign.id, number, "", "", 1, 200, "", "", referred_act=referred)
            desk.posts.keep([post])
    with site.desks.read() as desk:
        assert desk.posts.brought(campaign.id, 7) == [21, 22]
        assert desk.posts.brought(campaign.id, 8) == [23]
        assert desk.posts.brought(campaign.id, 0) == []
        assert desk.posts.brought(other.id, 7) == []
