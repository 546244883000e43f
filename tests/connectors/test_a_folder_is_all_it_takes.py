"""Adding a network is adding a folder: it is read, counted, checked and documented."""

import time

import pytest
from tests import make
from tests.rooms import one_more
from tests.usecases.stage import SetClock
from tools.networks_page import page

import tablee.connectors
from tablee import registry
from tablee.campaign_file.examples import example
from tablee.campaign_file.read import read_terms
from tablee.cli.working import open_streams
from tablee.core.network import Network
from tablee.core.post.submission import Outcome, Road
from tablee.core.terms import Proof
from tablee.jobs.clerk import Clerk
from tablee.jobs.verbs import asking_verbs
from tablee.jobs.worker import Pace, Worker
from tablee.ports.fetch import Fetched
from tablee.usecases.posts.submit_posts import Told, submit_posts
from tablee.usecases.publish_terms import Publication, publish_terms
from tablee.wiring import memory_site

TARGET = f"https://meals.example/c/{make.SLUG}/"
FOLDER = '''
"""Reads the tower's bells."""
import asyncio
import re
from functools import partial
from tablee.core.network import Option
from tablee.core.post.finding import Finding
from tablee.core.post.sighting import Haul, Sighting
from tablee.core.text import Text
from tablee.ports.stream import Stream
from tablee.ports.verb import Connector, NotOfThisNetwork
from tablee.usecases.networks.take_haul import take_haul

def streams(site):
    with site.desks.read() as desk:
        found = [
            (each, network)
            for each in desk.campaigns.every()
            for network in each.latest.terms.networks
            if network.name == "bells"
        ]
    return [
        Stream("bells", (each.id,), network.option("tower"), partial(listen, site, each))
        for each, network in found
    ]

async def listen(site, campaign, watch):
    heard = int(watch.cursors[campaign.id] or 0)
    while heard < 3:
        heard += 1
        seen = (Sighting(f"bell:{heard}", "ringer", f"https://bells.example/{heard}", "bells", 0),)
        haul = Haul(campaign.slug, seen, reader="bells", cursor=str(heard))
        await watch.ask(take_haul, site.desks, site.clock, site.secret, haul, watch.holder)
        if heard == 2 and not watch.cursors[campaign.id]:
            raise OSError("the rope has broken")
    await asyncio.Event().wait()

def recognise(address):
    found = re.fullmatch(r"https://bells\\.example/([0-9]+)", address)
    return f"bell:{found[1]}" if found else None

class Ear:
    def __init__(self, site):
        pass

    async def see(self, object_, target):
        if object_ == "bell:404":
            raise NotOfThisNetwork(object_)
        address = f"https://bells.example/{object_[5:]}"
        return Finding(address, object_, "ringer", 200, True, True, is_naming=True)

CONNECTOR = Connector(
    "bells",
    streams=streams,
    recognise=recognise,
    look=Ear,
    about=Text("Listens to bells.", "Écoute les cloches."),
    options=(
        Option("tower", Text("Which one.", "Laquelle."), "north", "[a-z]+", is_required=True),
    ),
)
'''


@pytest.fixture
def bells(tmp_path):
    """A room with one more connector in it."""
    with one_more(tablee.connectors, "bells", FOLDER, tmp_path):
        yield


class Web:
    """Where every address leads to the same page, which links to the campaign."""

    async def fetch(self, ask):
        body = f'<!doctype html><article><a href="{TARGET}">Bells</a></article>'.encode()
        return Fetched(ask.address, 200, {"content-type": "text/html"}, body, is_whole=True)

    async def close(self):
        pass


def site_with_bells():
    site = memory_site(clock=SetClock(), fetcher=Web())
    kind = make.kind("hashtag_post", 1, "shares", proof=Proof.HASHTAG)
    terms = make.terms(
        kinds=(make.kind(proof=Proof.LINK), kind),
        hashtag="#soup",
        networks=(Network("bells", (("tower", "north"),)),),
    )
    publish_terms(site.desks, site.clock, Publication(terms))
    return site


@pytest.mark.usefixtures("bells")
def test_what_a_new_network_shows_is_counted_also_after_its_reader_has_failed():
    site = site_with_bells()
    with open_streams(site):
        until(lambda: counted(site) >= 3)
    assert counted(site) == 3


@pytest.mark.usefixtures("bells")
@pytest.mark.parametrize("is_pasted_first", [True, False])
def test_a_pasted_address_of_a_new_network_is_the_act_that_its_reader_finds(is_pasted_first):
    site = site_with_bells()
    if is_pasted_first:
        assert paste(site, "https://bells.example/2").outcome is Outcome.VERIFIED
        assert counted(site) == 1
    with open_streams(site):
        until(lambda: counted(site) >= 3)
    pasted = paste(site, "https://bells.example/2")
    assert pasted.outcome is Outcome.VERIFIED
    assert pasted.act_number == (1 if is_pasted_first else 2)
    assert counted(site) == 3


@pytest.mark.usefixtures("bells")
def test_a_pasted_address_of_a_new_network_may_be_a_page_after_all():
    site = site_with_bells()
    assert paste(site, "https://bells.example/404").outcome is Outcome.VERIFIED
    assert paste(site, "https://bells.example/1").outcome is Outcome.VERIFIED
    with site.desks.read() as desk:
        journal = desk.journal(desk.campaigns.see(make.SLUG))
        assert [journal.act(number).kind for number in (1, 2)] == ["post", "hashtag_post"]


@pytest.mark.usefixtures("bells")
def test_a_new_network_is_named_beside_the_form():
    titles = {title for each in registry.known_networks().pastings for title in each.titles}
    assert "Bells" in titles


def paste(site, address):
    """Tell of *address* by the form of blog posts, and look at it."""
    post = registry.known_networks().named(address)
    told = Told(make.SLUG, post.canonical, post.blog, TARGET, Road.FORM, "post", address=address)
    (taken,) = submit_posts(site.desks, site.clock, [told])
    number = taken.submission.number
    clerk = Clerk(site.desks, site.clock, asking_verbs(site, registry.known_networks()))
    with Worker(clerk, Pace(at_once=2, poll_s=0.02)):
        until(lambda: submission(site, number).outcome is not Outcome.QUEUED)
    return submission(site, number)


def submission(site, number):
    with site.desks.read() as desk:
        return desk.submissions.get(number)


def until(is_so):
    deadline_s = time.monotonic() + 20
    while not is_so() and time.monotonic() < deadline_s:
        time.sleep(0.02)


def counted(site):
    with site.desks.read() as desk:
        return desk.journal(desk.campaigns.see(make.SLUG)).standing().last_number


@pytest.mark.usefixtures("bells")
def test_a_new_network_is_documented():
    told = (
        ("en", "Listens to bells.", "Pasted addresses: we look by ourselves."),
        ("fr", "Écoute les cloches.", "Adresses collées : nous regardons nous-mêmes."),
    )
    for language, words, sentence in told:
        text = page(registry.connectors(), language)
        assert "## bells" in text
        assert words in text
        assert sentence in text
        assert 'options = { tower = "north" }' in text


@pytest.mark.usefixtures("bells")
@pytest.mark.parametrize(
    ("networks", "words"),
    [
        ('name = "bells"\noptions = { tower = "north" }', ""),
        ('name = "bels"', "cannot read the network 'bels'"),
        ('name = "bells"\noptions = { tower = "7" }', "'7' cannot be used here"),
        ('name = "bells"\noptions = { tower = "a", rope = "x" }', "has no option 'rope'"),
        ('name = "bells"', "'tower' is missing"),
        ('name = "bells"\noptions = "north"', "where a few names with values is expected"),
    ],
)
def test_a_campaign_file_that_names_a_network_is_checked(networks, words):
    text = f"{example('template')}\n[[networks]]\n{networks}\n"
    reading = read_terms(text, registry.networks())
    refusals = [each for each in reading.findings if not each.is_warning]
    assert any(words in each.message.en for each in refusals) or not words
    assert (reading.terms is None) is bool(words)
