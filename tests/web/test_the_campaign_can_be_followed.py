"""A campaign that is an account of the fediverse says so in one line, and to programs."""

import pytest
from tests import make

from tablee.core.network import Network
from tablee.ports.networks.actors import Follower
from tablee.usecases.publish_terms import Publication, publish_terms


@pytest.fixture
def page(site, clock, browser):
    """Show a campaign that is an account."""
    terms = make.terms(slug="in-fediverse", networks=(Network("activitypub"),))
    publish_terms(site.desks, clock, Publication(terms))

    def show(slug="in-fediverse", language="en"):
        return browser.get(f"/c/{slug}/", headers={"accept-language": language})

    return show


def test_the_handle_is_shown_with_how_many_follow(site, page):
    first = page().content.decode()
    assert "<b>@infediverse@127.0.0.1</b>" in first
    assert "follower" not in first
    with site.desks.write() as desk:
        campaign = desk.campaigns.hold("in-fediverse")
        for name in ("ada", "ben"):
            actor = f"https://many.example/{name}"
            desk.actors.follow(campaign.id, Follower(actor, actor, "", 1))
    assert "2 followers" in page().content.decode()
    assert "2 abonnés" in page(language="fr").content.decode()


def test_programs_find_the_actor_from_the_page(page):
    shown = page()
    assert 'type="application/activity+json"' in shown.content.decode()
    assert 'href="http://127.0.0.1/c/in-fediverse/actor"' in shown.content.decode()
    assert "accept" in shown.headers["vary"].lower()
