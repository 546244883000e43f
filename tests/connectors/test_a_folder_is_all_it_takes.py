"""Adding a network is adding a folder: it is read, counted, checked and documented."""

import sys
import time

import pytest
from tests import make
from tests.usecases.stage import SetClock
from tools.networks_page import page

import tablee.connectors
from tablee import registry
from tablee.campaign_file.examples import example
from tablee.campaign_file.read import read_terms
from tablee.cli.working import open_streams
from tablee.core.network import Network
from tablee.core.terms import Proof
from tablee.usecases.publish_terms import Publication, publish_terms
from tablee.wiring import memory_site

FOLDER = '''
"""Reads the tower's bells."""
import asyncio
from functools import partial
from tablee.core.network import Option
from tablee.core.post.sighting import Haul, Sighting
from tablee.core.text import Text
from tablee.ports.stream import Stream
from tablee.ports.verb import Connector
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

CONNECTOR = Connector(
    "bells",
    streams=streams,
    about=Text("Listens to bells.", "Écoute les cloches."),
    options=(
        Option("tower", Text("Which one.", "Laquelle."), "north", "[a-z]+", is_required=True),
    ),
)
'''


@pytest.fixture
def bells(tmp_path):
    """A room with one more connector in it."""
    room = tmp_path / "bells"
    room.mkdir()
    (room / "__init__.py").write_text(FOLDER)
    tablee.connectors.__path__.append(str(tmp_path))
    registry.connectors.cache_clear()
    yield
    tablee.connectors.__path__.remove(str(tmp_path))
    sys.modules.pop("tablee.connectors.bells", None)
    vars(tablee.connectors).pop("bells", None)
    registry.connectors.cache_clear()


def site_with_bells():
    site = memory_site(clock=SetClock())
    kind = make.kind("hashtag_post", 1, "shares", proof=Proof.HASHTAG)
    terms = make.terms(
        kinds=(make.kind(), kind),
        hashtag="#soup",
        networks=(Network("bells", (("tower", "north"),)),),
    )
    publish_terms(site.desks, site.clock, Publication(terms))
    return site


@pytest.mark.usefixtures("bells")
def test_what_a_new_network_shows_is_counted_also_after_its_reader_has_failed():
    site = site_with_bells()
    with open_streams(site):
        deadline_s = time.monotonic() + 20
        while counted(site) < 3 and time.monotonic() < deadline_s:
            time.sleep(0.02)
    assert counted(site) == 3


def counted(site):
    with site.desks.read() as desk:
        return desk.journal(desk.campaigns.see(make.SLUG)).standing().last_number


@pytest.mark.usefixtures("bells")
def test_a_new_network_is_documented():
    for language, words in (("en", "Listens to bells."), ("fr", "Écoute les cloches.")):
        text = page(registry.connectors(), language)
        assert "## bells" in text
        assert words in text
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
