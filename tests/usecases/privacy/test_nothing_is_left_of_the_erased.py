"""One in ten is erased from a full site: no byte of theirs is left, nothing else has changed."""

from hashlib import sha256
from zipfile import ZipFile

import pytest
from django.db import connections
from tests import make, sites
from tests.sites import set_clock
from tests.usecases.privacy.crowd import MANY, fill, people

from tablee.config import read_settings
from tablee.core.post.finding import Display
from tablee.core.post.submission import Road
from tablee.jobs.keeping.exports import press_of
from tablee.jobs.keeping.privacy import keep_promise_to_forget
from tablee.outside.log.archive import ZipDraft
from tablee.usecases.log.export_log import export_log
from tablee.usecases.posts.looking import Look
from tablee.usecases.posts.settle_looks import Settling, settle_looks
from tablee.usecases.posts.submit_posts import Told, submit_posts
from tablee.usecases.privacy.erase_acts import Cellar, erase_person
from tablee.usecases.tally_campaign import tally_campaign
from tablee.verifying.finding import State
from tablee.verifying.verifier import Wish, verify_log
from tablee.wiring import check_site, open_sealer, open_site

EVERY = 10


@pytest.fixture
def site(tmp_path):
    """A site on disk on which everybody has taken part, sealed."""
    settings = read_settings({"TABLEE_HOME": str(tmp_path / "home")})
    site = open_site(settings, clock=set_clock(), alias="crowd")
    fill(site)
    open_sealer(site).seal(make.SLUG)
    yield site
    connections["crowd"].close()


@pytest.fixture
def erased():
    """Those who ask: nobody can tell beforehand who it is, and each run asks for the same."""
    return sorted(people(), key=lambda each: sha256(each.word.encode()).digest())[: MANY // EVERY]


def erase(site, persons):
    sealer = open_sealer(site)
    cellar = Cellar(site.desks, site.clock, site.exhibits, site.pictures, sealer.seal)
    done = [
        erase_person(cellar, make.SLUG, site.secret, name)
        for person in persons
        for name in person.names
    ]
    keep_promise_to_forget(site)
    return sum(each.acts for each in done), sum(each.files for each in done)


def export(site):
    folder = site.settings.home / "exports" / make.SLUG
    with ZipDraft(folder) as draft:
        export_log(press_of(site), make.SLUG, draft)
        draft.seal(folder / "2026-03-01.zip")
    return folder / "2026-03-01.zip"


def everything(site):
    """Return every byte below the site's folder, by file; the export's as its members too."""
    found = {each: each.read_bytes() for each in site.settings.home.rglob("*") if each.is_file()}
    with ZipFile(export(site)) as archive:
        return found | {name: archive.read(name) for name in archive.namelist()}


def traces_of(site, person, files):
    """Return the files in which there is still something of a person."""
    wanted = [person.word.encode(), *person.supporters(site.secret)]
    wanted += [each.hex().encode() for each in person.supporters(site.secret)]
    return sorted(
        str(name) for name, content in files.items() if any(each in content for each in wanted)
    )


def figures(site):
    with site.desks.read() as desk:
        tally = tally_campaign(desk, make.SLUG, site.clock.now_ms())
        balances = desk.books.balances(desk.campaigns.see(make.SLUG).id)
    return tally.totals, tally.sponsors, tally.kinds, balances


def test_no_byte_is_left_and_everything_counts_as_before(site, erased):
    before, shown = figures(site), everything(site)
    assert all(traces_of(site, each, shown) for each in people())
    acts, dropped = erase(site, erased)
    after = everything(site)
    assert [(each.word, found) for each in erased if (found := traces_of(site, each, after))] == []
    gone = {each.word for each in erased}
    assert all(traces_of(site, each, after) for each in people() if each.word not in gone)
    assert acts >= 2 * len(erased)
    assert dropped >= 2 * len(erased)
    assert figures(site) == before


def test_the_log_verifies_and_says_how_many(site, erased):
    acts, _ = erase(site, erased)
    conclusion = verify_log(str(export(site)), Wish())
    states = {each.check: each.state for each in conclusion.findings}
    assert State.WRONG not in states.values()
    assert {states[each] for each in ("files", "tiles", "leaves", "count", "books")} == {
        State.RIGHT
    }
    told = [line for line in leaves(site) if b'"leaf":"erase"' in line]
    assert sum(int(line.partition(b'"count":')[2].partition(b",")[0]) for line in told) == acts
    assert check_site(site) == []


def test_a_second_erasure_changes_nothing(site, erased):
    erase(site, erased)
    before = {name: content for name, content in everything(site).items() if is_settled(name)}
    assert erase(site, erased) == (0, 0)
    after = {name: content for name, content in everything(site).items() if is_settled(name)}
    assert after == before


def test_what_a_feed_tells_again_goes_again(site, erased):
    erase(site, erased)
    person = erased[0]
    told = Told(make.SLUG, person.address(1), person.blog, make.CAMPAIGN_PAGE, Road.FEED, "post")
    (taken,) = submit_posts(site.desks, site.clock, [told])
    found = make.finding(person.address(1), display=Display(person.word))
    exhibit = site.exhibits.put(person.word.encode())
    looks = [Look(taken.submission.number, found, exhibit=exhibit)]
    settle_looks(site.desks, site.clock, Settling(make.SLUG, looks, site.secret))
    before = figures(site)
    keep_promise_to_forget(site)
    left = [name for name in traces_of(site, person, everything(site)) if exhibit not in name]
    assert left == []
    assert figures(site) == before
    assert check_site(site) == []


def leaves(site):
    with ZipFile(export(site)) as archive:
        return archive.read("leaves.jsonl").splitlines()


def is_settled(name):
    """Return whether a file is none of the database's, and no archive of those beside it."""
    return not any(each in str(name) for each in ("sqlite", "exports"))


@pytest.mark.postgres
def test_no_row_is_left_in_postgresql(tmp_path, postgres_url, erased):
    with sites.postgres(tmp_path, postgres_url) as site:
        fill(site)
        before = rows_of("postgres")
        assert all(each.word.encode() in before for each in people())
        erase(site, erased)
        after = rows_of("postgres")
        for each in erased:
            assert each.word.encode() not in after
            assert not any(name in after for name in each.supporters(site.secret))
        gone = {each.word for each in erased}
        assert all(each.word.encode() in after for each in people() if each.word not in gone)
        assert check_site(site) == []
        assert dead_rows("postgres") == 0


def rows_of(alias) -> bytes:
    """Return every text and every byte of every row, one after the other."""
    found = []
    with connections[alias].cursor() as cursor:
        for table in connections[alias].introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - our own tables
            for row in cursor.fetchall():
                found += [
                    bytes(each) if isinstance(each, bytes | memoryview) else str(each).encode()
                    for each in row
                ]
    return b"\n".join(found)


def dead_rows(alias) -> int:
    """Return how many rows of acts are dead and still take room."""
    with connections[alias].cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pgstattuple")
        cursor.execute("SELECT dead_tuple_count FROM pgstattuple('store_act')")
        return cursor.fetchone()[0]
