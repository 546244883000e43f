"""People on a server that shares no code with ours follow the campaign and act for it."""

import http.cookiejar
import re
import time
from html import unescape
from http import HTTPStatus
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest
from tests.acceptance.campaign import Kinds, write_campaign
from tests.acceptance.conftest import Place, inside
from tests.acceptance.mentions import until
from tests.acceptance.peer import DRAFT, STANDARD, Peer
from tools.fediverse import installed

from tablee.cli.replay.own_server import OwnServer, free_port
from tablee.core.act import fingerprint
from tablee.usecases.fediverse.meeting import MEET
from tablee.usecases.tally_campaign import tally_campaign
from tablee.web.hurdles.gate import PATIENCE_MS

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(installed() is None, reason="run: make fediverse"),
]

SLUG, TAG = "taking-part", "TakingPart"
RATE, CAP = 10, 1_000
POSTS = Kinds(("toot",), RATE, 'proof = "hashtag"')
MORE = """
[[networks]]
name = "activitypub"
options = { relays = "https://peer.example/users/tags" }
"""
RAISED = """
[[raises]]
pledge = "toot"
units = 500
effective_at = {moment}
author = "Dana"
reason = {{ en = "There are so many of you.", fr = "Vous êtes si nombreux." }}

[amendment]
author = "Ada"
reason = {{ en = "Dana gives more.", fr = "Dana donne plus." }}
"""


class Party:
    """The site, and the peer whose people take part."""

    def __init__(self, place, site, peer, root) -> None:
        self.place, self.site, self.peer, self.root = place, site, peer, root
        self.us = f"{root}/c/{SLUG}/actor"

    def do(self, deed, name="", **words):
        """Let somebody do something at the peer, and wait until it has been looked at."""
        self.peer.do(deed, **{"actor": self.us, "id": name, "text": "Soup", **words})
        until(lambda: not self.waiting())

    def waiting(self):
        with self.site.desks.read() as desk:
            queues = [each for each in desk.tasks.queues() if each.verb == MEET]
        assert not any(each.dead for each in queues)
        return sum(each.waiting + each.held for each in queues)

    def act(self, name):
        """Return the act of a post; nothing when it is none."""
        claim = fingerprint(SLUG, "toot", self.peer.note(name))
        with self.site.desks.read() as desk:
            return desk.journal(desk.campaigns.see(SLUG)).known({claim}).get(claim)

    def shown(self, name):
        """Return what the wall shows of a post."""
        with self.site.desks.read() as desk:
            return desk.posts.get(desk.campaigns.see(SLUG).id, self.act(name).number).display

    def followers(self):
        with self.site.desks.read() as desk:
            return desk.actors.number(desk.campaigns.see(SLUG).id)

    def relays(self):
        """Return of each relay whether it has accepted to tell us."""
        with self.site.desks.read() as desk:
            campaign = desk.campaigns.see(SLUG)
            return [each.is_accepted for each in desk.actors.relays(campaign.id)]

    def paste(self, name):
        """Give the address of a post in the form, as people do, and wait until it is seen."""
        opener = build_opener(HTTPCookieProcessor(http.cookiejar.CookieJar()))
        form = f"{self.root}/c/{SLUG}/act/toot"
        page = opener.open(form, timeout=30).read().decode()
        fields = dict(re.findall(r'name="(stamp|csrfmiddlewaretoken)" value="([^"]*)"', page))
        time.sleep(PATIENCE_MS / 1_000 + 1)
        fields = {name: unescape(value) for name, value in fields.items()}
        fields["address"] = self.peer.note(name)
        opener.open(form, urlencode(fields).encode(), timeout=60).read()
        until(lambda: self.act(name) is not None)

    def totals(self):
        """Return how many acts there are, and what they bring."""
        with self.site.desks.read() as desk:
            found = tally_campaign(desk, SLUG, self.site.clock.now_ms()).totals
        return found.acts, found.paid


@pytest.fixture(scope="module", params=[DRAFT, STANDARD])
def party(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("party")
    place, port = Place(folder / "home"), free_port()
    with Peer(folder, request.param) as peer:
        root = f"http://127.0.0.1:{port}"
        place.environ |= peer.environ | {"TABLEE_PUBLIC_URL": root}
        file = write_campaign(folder, SLUG, CAP, kinds=POSTS)
        text = f'hashtag = "#{TAG}"\n{file.read_text(encoding="utf-8")}{MORE}'
        file.write_text(text, encoding="utf-8")
        place.run("campaign", "apply", str(file))
        with OwnServer(place.environ, port), inside(place) as site:
            found = Party(place, site, peer, root)
            found.file = file
            yield found
    place.run("selfcheck")


@pytest.mark.conformance("AP-01", "AP-02", "AP-03", "AP-06")
def test_somebody_follows_hears_the_news_and_leaves(party):
    party.do("follow")
    party.peer.until_heard("Accept", "/did/")
    assert party.followers() == 1
    moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 20))
    text = party.file.read_text(encoding="utf-8") + RAISED.format(moment=moment)
    party.file.write_text(text, encoding="utf-8")
    party.place.run("campaign", "apply", str(party.file))
    party.peer.until_heard("Create", "There are so many of you.")
    party.do("unfollow")
    assert party.followers() == 0


@pytest.mark.conformance("AP-02", "AP-03")
def test_each_way_of_signing_is_taken_at_the_first_knock(party):
    party.do("like", object=party.us)
    party.do("like", object=party.us, isShared=True)
    sent = {(each["way"], each["status"]) for each in party.peer.heard("sent")}
    assert sent == {(party.peer.knock, HTTPStatus.ACCEPTED)}


@pytest.mark.conformance("AP-05")
@pytest.mark.parametrize("way", [TAG, TAG.upper(), "mention"])
def test_a_post_counts_once_by_every_road(party, way):
    name = f"once-{way}"
    way = {"mention": party.us} if way == "mention" else {"tag": way}
    before = party.totals()
    party.do("post", name, **way)
    act = party.act(name)
    assert (act.state, act.units) == ("counted", RATE)
    party.do("again", name)
    party.do("again", name, isShared=True)
    for deed in ("boost", "unboost", "like"):
        party.do(deed, object=party.peer.note(name))
        party.do(deed, by="ben", object=party.peer.note(name), isShared=True)
    party.do("move", to="ben")
    assert party.act(name) == act
    assert party.totals() == (before[0] + 1, before[1] + RATE)


@pytest.mark.conformance("AP-06")
def test_an_edit_changes_what_is_shown_and_no_count(party):
    party.do("post", "edited", tag=TAG)
    before, act = party.totals(), party.act("edited")
    party.do("edit", "edited", tag=TAG, text="Beans")
    assert party.shown("edited").excerpt == "Beans"
    assert party.shown("edited").author == "Ada"
    assert (party.totals(), party.act("edited")) == (before, act)


@pytest.mark.conformance("AP-06")
def test_what_is_edited_away_is_taken_back_and_comes_back_in_its_place(party):
    before = party.totals()
    party.do("post", "wavering", tag=TAG)
    first = party.act("wavering")
    party.do("edit", "wavering")
    gone = party.act("wavering")
    assert (gone.state, gone.reason) == ("reversed", "gone")
    assert party.totals()[1] == before[1]
    party.do("edit", "wavering", tag=TAG)
    assert party.act("wavering") == first
    assert party.totals()[1] == before[1] + RATE


@pytest.mark.conformance("AP-06")
@pytest.mark.parametrize("inbox", [{}, {"isShared": True}])
def test_what_is_deleted_is_taken_back(party, inbox):
    name = f"deleted{len(inbox)}"
    before = party.totals()
    party.do("post", name, tag=TAG)
    assert party.totals()[1] == before[1] + RATE
    party.do("delete", name, **inbox)
    act = party.act(name)
    assert (act.state, act.reason) == ("reversed", "gone")
    assert party.totals()[1] == before[1]


@pytest.mark.conformance("AP-07")
@pytest.mark.parametrize(
    "manner",
    [
        {"tag": TAG, "isPublic": False},
        {"tag": TAG, "isPublic": False, "mention": "us"},
        {"tag": TAG, "by": "bob"},
        {"tag": TAG, "by": "tags"},
        {"tag": "SomethingElse"},
    ],
)
def test_what_is_private_of_a_program_unwanted_or_about_something_else_is_no_act(party, manner):
    name = "left-out-" + "-".join(str(each).lower() for each in manner.values())
    manner = manner | ({"mention": party.us} if "mention" in manner else {})
    before = party.totals()
    party.do("post", name, **manner)
    assert party.act(name) is None
    assert party.totals() == before


@pytest.mark.conformance("AP-04", "AP-06")
def test_nobody_takes_back_or_tells_of_a_post_that_its_server_shows_otherwise(party):
    party.do("post", "steady", tag=TAG)
    act = party.act("steady")
    party.do("delete", "steady", isKept=True)
    party.do("delete", "steady", by="ben", isKept=True)
    party.do("claim", "steady", by="ben")
    assert party.act("steady") == act


@pytest.mark.conformance("AP-05")
def test_a_relay_passes_on_what_nobody_told_us(party):
    party.peer.until_heard("Follow", "/users/tags")
    until(lambda: party.relays() == [True])
    party.do("write", "unheard", tag=TAG)
    assert party.act("unheard") is None
    party.do("boost", by="ben", object=party.peer.note("unheard"))
    assert party.act("unheard") is None
    party.do("boost", by="tags", object=party.peer.note("unheard"))
    assert party.act("unheard").state == "counted"


@pytest.mark.conformance("AP-05")
def test_a_server_that_answers_only_who_signs_knows_us_by_our_signature(party):
    party.do("post", "hidden", tag=TAG, isHidden=True)
    assert party.act("hidden").state == "counted"
    assert party.us in [each.get("asker") for each in party.peer.heard("asked")]


@pytest.mark.conformance("DD-04")
@pytest.mark.parametrize("is_form_first", [True, False])
def test_a_post_that_is_pasted_and_heard_of_is_one_act(party, is_form_first):
    name = f"pasted{is_form_first}"
    before = party.totals()
    party.do("write", name, tag=TAG)
    roads = [lambda: party.paste(name), lambda: party.do("again", name)]
    for road in roads if is_form_first else roads[::-1]:
        road()
        assert party.act(name).state == "counted"
    assert party.totals() == (before[0] + 1, before[1] + RATE)
