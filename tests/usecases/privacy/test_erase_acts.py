"""Whoever asks is erased: figures, places and proofs stay, and say nothing of anybody."""

import pytest
from tests import make
from tests.sites import set_clock

from tablee.core.errors import UnknownAct
from tablee.core.leaves.leaf import read_leaf
from tablee.core.leaves.recount import Recount
from tablee.core.post.post import Post
from tablee.outside.signing import verify
from tablee.usecases.log.write_bundle import leaves_of
from tablee.usecases.privacy.erase_acts import (
    Cellar,
    NotSealedYet,
    erase_act,
    erase_person,
)
from tablee.usecases.publish_terms import Publication, publish_terms
from tablee.usecases.record_acts import record_acts
from tablee.usecases.tally_campaign import tally_campaign
from tablee.wiring import check_site, memory_site, open_sealer

EMIL, FAY = make.supporter(), make.supporter("Fay")


@pytest.fixture
def site():
    """Emil wrote two posts, Fay drew one and named the first of his."""
    site = memory_site(clock=set_clock(), secret=make.SECRET)
    kinds = (make.kind(per_day=2), make.kind("drawing", 3, in_all=9))
    publish_terms(site.desks, site.clock, Publication(make.terms(kinds=kinds)))
    claims = [
        make.claim(),
        make.claim(kind_name="drawing", by="Fay"),
        make.claim("https://emil.example/2"),
    ]
    record_acts(site.desks, site.clock, make.SLUG, claims, "form")
    yield site
    assert check_site(site) == []


@pytest.fixture
def cellar(site):
    return cellar_of(site, open_sealer(site).seal)


def cellar_of(site, seal):
    return Cellar(site.desks, site.clock, site.exhibits, site.pictures, seal)


def leaves(site):
    """Return every published leaf, once a recount has followed all of them."""
    files = site.logs.log(make.SLUG)
    with site.desks.read() as desk:
        size = desk.logs.of(1).published_size
    count = Recount(verify)
    found = [*leaves_of(files, size)]
    for leaf in found:
        count.take(read_leaf(leaf))
    return [read_leaf(leaf) for leaf in found]


def erased_leaves(site):
    return [leaf["count"] for leaf in leaves(site) if leaf["leaf"] == "erase"]


def acts(site):
    with site.desks.read() as desk:
        return desk.journal(desk.campaigns.see(make.SLUG)).acts_after(0, 9)


def salts(site):
    with site.desks.read() as desk:
        return [bool(desk.logs.place(1, number).salt) for number in (1, 2, 3)]


def figures(site):
    with site.desks.read() as desk:
        tally = tally_campaign(desk, make.SLUG, site.clock.now_ms())
    return tally.totals, tally.sponsors


def test_an_act_is_erased_with_all_that_name_its_object(site, cellar):
    before = figures(site)
    assert erase_act(cellar, make.SLUG, 1).acts == 2
    assert [act.object for act in acts(site)] == ["", "", "https://emil.example/2"]
    assert salts(site) == [False, False, True]
    assert erased_leaves(site) == [2]
    assert figures(site) == before


def test_a_person_keeps_a_pseudonym_as_long_as_they_have_another_act(site, cellar):
    erase_act(cellar, make.SLUG, 1)
    assert [act.supporter for act in acts(site)] == [EMIL, FAY, EMIL]
    erase_act(cellar, make.SLUG, 3)
    assert [act.supporter for act in acts(site)] == [EMIL, FAY, EMIL]


def test_whoever_had_one_act_is_nobody_once_it_is_erased(site, cellar):
    erase_act(cellar, make.SLUG, 2)
    assert acts(site)[1].supporter not in {EMIL, FAY, b""}
    with site.desks.read() as desk:
        assert {*desk.logs.tag_keys(1, [EMIL, FAY])} == {EMIL}


def test_a_person_is_erased_by_name(site, cellar):
    assert erase_person(cellar, make.SLUG, make.SECRET, " emil ").acts == 3
    assert {act.object for act in acts(site)} == {""}
    assert [act.supporter == FAY for act in acts(site)] == [False, True, False]
    with site.desks.read() as desk:
        assert {*desk.logs.tag_keys(1, [EMIL, FAY])} == {FAY}
    assert erased_leaves(site) == [3]


def test_twice_is_once(site, cellar):
    erase_person(cellar, make.SLUG, make.SECRET, "Emil")
    before, told = acts(site), leaves(site)
    assert erase_person(cellar, make.SLUG, make.SECRET, "Emil") == (0, 0)
    assert erase_act(cellar, make.SLUG, 1) == (0, 0)
    assert acts(site) == before
    assert leaves(site) == told


def test_what_is_erased_never_counts_again(site, cellar):
    erase_person(cellar, make.SLUG, make.SECRET, "Emil")
    before = figures(site)
    (again,) = record_acts(site.desks, site.clock, make.SLUG, [make.claim()], "form")
    assert (again.is_new, again.act.number) == (False, 1)
    open_sealer(site).seal(make.SLUG)
    assert figures(site) == before
    assert erased_leaves(site) == [3]


def test_files_go_unless_somebody_else_names_them(site, cellar):
    shared, own = site.exhibits.put(b"shared"), site.exhibits.put(b"own")
    posts = [
        Post(1, 1, "https://emil.example/1", "emil.example", 1, 200, "", own),
        Post(1, 3, "https://emil.example/2", "emil.example", 1, 200, "", shared),
        Post(2, 9, "https://other.example/", "other.example", 1, 200, "", shared),
    ]
    with site.desks.write() as desk:
        desk.posts.keep(posts)
    assert erase_person(cellar, make.SLUG, make.SECRET, "Emil").files == 1
    assert site.exhibits.get(own) is None
    assert site.exhibits.get(shared) == b"shared"


def test_nothing_is_erased_before_it_is_sealed(site):
    cellar = cellar_of(site, lambda _slug: None)
    with pytest.raises(NotSealedYet):
        erase_act(cellar, make.SLUG, 1)
    assert acts(site)[0].object == "https://emil.example/1"


def test_there_is_nothing_to_erase_of_an_act_that_is_not_there(cellar):
    with pytest.raises(UnknownAct):
        erase_act(cellar, make.SLUG, 4)
