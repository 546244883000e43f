"""Which post of a network a look is about: what we know ourselves comes before what we are told."""

import asyncio

import pytest
from tests import make

from tablee.core.post.post import Post
from tablee.core.post.submission import Road, Submission
from tablee.evidence.address.networks import KnownNetworks
from tablee.evidence.page import Target
from tablee.jobs.networks import NetworkLooks, Wanted
from tablee.ports.verb import Connector, NotOfThisNetwork
from tablee.wiring import memory_site

TARGET = Target(make.SLUG, ("meals.example",), "#soup")


class Ear:
    """Sees every bell but the fourth, and remembers which it was asked for."""

    def __init__(self, _site):
        self.heard = []

    async def see(self, object_, _target):
        if object_ == "bell:4":
            raise NotOfThisNetwork(object_)
        return make.finding(f"https://bells.example/{object_[5:]}", canonical=object_)


def recognise(address):
    host, _, number = address.removeprefix("https://").partition("/")
    return f"bell:{number}" if host in {"bells.example", "ring.example"} else None


BELLS = Connector("bells", recognise=recognise, look=Ear)
EVERYWHERE = Connector("everywhere", recognise=lambda _: "anything")


@pytest.fixture
def looks():
    return NetworkLooks(memory_site(), KnownNetworks([EVERYWHERE, BELLS]))


def wanted(source, address="", seen_at=""):
    submission = Submission(1, 1, "post", source, "bells.example", "", Road.FORM, 1)
    post = Post(1, 1, seen_at, "ringer", 1, 200, "", "") if seen_at else None
    return Wanted(submission, address, post)


def see(looks, *words, **more):
    found = asyncio.run(looks.see(wanted(*words, **more), TARGET))
    return found and found.canonical


@pytest.mark.parametrize(
    ("source", "address", "seen_at", "name"),
    [
        ("bell:1", "https://bells.example/1", "", "bell:1"),
        ("bell:1", "https://ring.example/1", "", "bell:1"),
        ("https://bells.example/1", "", "", "bell:1"),
        ("https://bells.example/1", "https://bells.example/2", "", "bell:1"),
        ("bell:1", "https://bells.example/2", "", None),
        ("https://emil.example/1", "https://bells.example/2", "", None),
        ("https://emil.example/1", "", "", None),
        ("bell:old", "https://bells.example/old", "https://bells.example/3", "bell:3"),
        ("https://bells.example/4", "", "", None),
    ],
)
def test_a_post_is_meant_by_what_is_known_of_it(looks, source, address, seen_at, name):
    assert see(looks, source, address, seen_at) == name


def test_a_network_that_cannot_look_recognises_nothing():
    assert KnownNetworks([EVERYWHERE]).placed("https://bells.example/1") is None


def test_networks_are_told_of_by_their_names_where_they_say_nothing():
    (found,) = KnownNetworks([BELLS]).pastings
    assert (found.titles, found.is_checked) == (("Bells",), True)
