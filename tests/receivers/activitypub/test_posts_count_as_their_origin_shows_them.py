"""Whatever is told, a post counts as its own host shows it: once, public, by who agrees to it."""

import pytest
from tests import make
from tests.blogs import Blogs
from tests.fediverse import ACTIVITY, PUBLIC, ROOT, SHARED, US, hashtag, mention, town_of

from tablee.core.reason import Reason
from tablee.core.terms import Proof
from tablee.ports.networks.actors import Relay
from tablee.usecases.record_acts import record_acts

PAGE = f"{ROOT}/c/{make.SLUG}/"
CLOSED = [f"{ROOT}/someone"]


def tell(town, person, note, kind="Create", **manner):
    """Have a post told of, and looked at."""
    assert person.send(person.activity(kind, note), **manner).status == 202
    town.work()


def follow_relay(town, relay, *, is_accepted=True):
    with town.site.desks.write() as desk:
        asked = Relay(relay.id, f"{relay.id}/inbox", is_accepted, town.clock.now_ms())
        desk.actors.keep_relay(desk.campaigns.see(make.SLUG).id, asked)


@pytest.mark.conformance("AP-05", "AP-07")
@pytest.mark.parametrize(
    ("tags", "changes"),
    [
        ((hashtag(),), {}),
        ((hashtag("RESTOS2026"),), {"to": ["as:Public"]}),
        ((hashtag(),), {"to": "Public", "cc": []}),
        ((hashtag(),), {"to": [US], "cc": [PUBLIC]}),
        ((mention(),), {}),
        ((), {"content": f'<p>See <a href="{PAGE}">this</a></p>'}),
        ((), {"content": '<p><a href="/t" class="hashtag" rel="tag">#<span>Restos2026</span></a>'}),
        ((), {"type": "Page", "attachment": [{"type": "Link", "href": PAGE}]}),
        ((hashtag(),), {"type": "Question", "oneOf": []}),
        ((hashtag(),), {"type": ["Article", "x:Odd"], "name": "Soup", "content": ""}),
        ((hashtag(),), {"type": "Video", "attributedTo": [{"type": "Person", "id": None}]}),
        ((hashtag(),), {"tag": hashtag()}),
    ],
)
def test_a_public_post_with_hashtag_mention_or_link_is_an_act(town, emil, tags, changes):
    if changes.get("type") == "Video":
        changes = {**changes, "attributedTo": [{"type": "Person", "id": emil.id}]}
    note = emil.note(1, *tags, **changes)
    tell(town, emil, note)

    (act,) = town.acts()
    assert (act.object, act.state, act.source) == (note["id"], "counted", "activitypub")
    assert act.occurred_at_ms == make.MIDDLE_MS - 3_600_000


@pytest.mark.conformance("AP-07")
@pytest.mark.parametrize(
    ("tags", "changes"),
    [
        ((hashtag(),), {"to": [US], "cc": []}),
        ((hashtag(),), {"to": ["http://social.example/u/emil/followers"], "cc": []}),
        ((hashtag(),), {"to": None, "cc": None}),
        ((hashtag("soup"),), {}),
        ((hashtag("Restos2026bis"),), {}),
        ((hashtag(), hashtag("NoBot")), {}),
        ((), {"content": "<p>#Restos2026 in mere words, https://meals.example/c/table-2026/</p>"}),
        ((), {"content": f'<script><a href="{PAGE}">x</a></script>'}),
    ],
)
def test_what_is_not_public_not_about_us_or_left_out_is_no_act(town, emil, tags, changes):
    note = emil.note(1, *tags, **changes)
    tell(town, emil, note["id"])  # by its id alone, so that it is looked at in any case

    assert town.blogs.asked()["social.example/notes/emil-1"]
    assert town.acts() == []


@pytest.mark.conformance("AP-07")
@pytest.mark.parametrize(
    "changes",
    [
        {"type": "Service"},
        {"type": "Application"},
        {"bot": True},
        {"summary": "<p>I paint. #nobot</p>"},
        {"summary": '<p><a href="/t">#<span>NoBots</span></a></p>'},
        {"attachment": [{"type": "PropertyValue", "name": "please", "value": "#nobridge"}]},
        {"tag": [hashtag("nobot")]},
        {"noindex": True},
    ],
)
def test_posts_of_programs_and_of_those_who_want_none_are_no_acts(town, emil, changes):
    emil.show(**changes)
    tell(town, emil, emil.note(1, hashtag()))

    assert town.acts() == []


@pytest.mark.conformance("AP-07")
@pytest.mark.parametrize("is_found", [True, False])
def test_being_found_in_searches_is_neither_consent_nor_refusal(town, emil, is_found):
    emil.show(indexable=is_found, discoverable=is_found, summary="robot builder, #nobotany")
    tell(town, emil, emil.note(1, hashtag()))

    assert len(town.objects()) == 1


@pytest.mark.conformance("AP-05")
def test_the_copy_that_comes_along_is_not_believed(town, emil):
    note = emil.note(1, hashtag("soup"))
    tell(town, emil, {**note, "tag": [hashtag()]})

    assert town.acts() == []


@pytest.mark.conformance("AP-05")
def test_a_relay_we_follow_tells_of_posts_which_their_own_hosts_show(town, emil):
    relay = town.person("restos2026", "tags.example")
    note = emil.note(1, hashtag())
    follow_relay(town, relay)
    for path in (SHARED, SHARED):
        town.pass_time(1_000)
        tell(town, relay, note["id"], "Announce", path=path)
    tell(town, emil, note)

    assert town.objects() == [note["id"]], "three roads, one act"
    assert town.acts()[0].object == note["id"]


@pytest.mark.conformance("AP-05")
def test_boosts_by_others_and_by_relays_that_have_not_answered_tell_us_nothing(town, emil):
    eve = town.person("eve", "evil.example")
    relay = town.person("relay", "tags.example")
    follow_relay(town, relay, is_accepted=False)
    for person in (eve, relay):
        assert person.tell("Announce", emil.note(1, hashtag())["id"]).status == 202

    assert town.tasks() == 0


@pytest.mark.conformance("AP-05")
@pytest.mark.parametrize(
    "media",
    [
        "text/html",
        "application/json",
        "text/plain",
        "application/ld+json",
        "image/png; application/activity+json",
        "",
    ],
)
def test_an_object_in_a_file_of_another_type_is_not_believed(town, emil, media):
    note = emil.note(1, hashtag())
    town.put(note["id"], note, media=media)
    tell(town, emil, note)

    assert town.acts() == []


@pytest.mark.conformance("AP-05")
@pytest.mark.parametrize(
    "media",
    [
        f"{ACTIVITY}; charset=utf-8",
        'application/ld+json; profile="https://www.w3.org/ns/activitystreams"',
        'Application/LD+JSON;charset=utf-8;profile="https://www.w3.org/ns/activitystreams"',
    ],
)
def test_both_types_of_the_specification_are_believed(town, emil, media):
    note = emil.note(1, hashtag())
    town.put(note["id"], note, media=media)
    tell(town, emil, note)

    assert len(town.objects()) == 1


@pytest.mark.conformance("AP-04", "AP-05")
def test_an_object_whose_id_or_author_is_on_another_host_is_not_believed(town, emil):
    eve = town.person("eve", "evil.example")
    stolen = emil.note(1, hashtag())
    town.drop(stolen["id"], 404)
    posing = {**stolen, "id": "http://evil.example/notes/1"}
    for document in (stolen, posing):
        town.put("http://evil.example/notes/1", document)
        tell(town, eve, "http://evil.example/notes/1")

    assert town.acts() == []


@pytest.mark.conformance("AP-05")
def test_an_object_that_names_another_of_its_host_is_asked_for_under_that_name(town, emil):
    note = emil.note(1, hashtag())
    town.put("http://social.example/@emil/1", note)
    tell(town, emil, "http://social.example/@emil/1")
    assert town.objects() == [note["id"]]

    upload = {**note, "id": "http://social.example/notes/emil-2"}
    town.put("http://social.example/upload.json", upload)
    tell(town, emil, "http://social.example/upload.json")
    assert town.objects() == [note["id"]], "nothing is there under the name it gives itself"


@pytest.mark.conformance("AP-05")
def test_a_server_that_answers_only_who_signs_is_asked_in_both_ways(town, emil):
    note = emil.note(1, hashtag())
    town.put(note["id"], "", 401)
    tell(town, emil, note["id"])

    asked = [each.headers for each in town.blogs.visits if each.path == "/notes/emil-1"]
    assert [("signature-input" in headers, "date" in headers) for headers in asked] == [
        (False, True),
        (True, False),
    ]
    assert all(US in str(headers) for headers in asked)
    assert town.acts() == []


@pytest.mark.conformance("AP-06")
def test_a_deleted_post_is_taken_back_when_its_origin_says_so(town, emil):
    note = emil.note(1, hashtag())
    tell(town, emil, note)
    tell(town, emil, {"id": note["id"], "type": "Tombstone"}, "Delete")
    assert len(town.objects()) == 1, "it is still there: its origin shows it"

    for gone in (410, 404):
        note = emil.note(gone, hashtag())
        tell(town, emil, note)
        town.drop(note["id"], gone)
        tell(town, emil, note["id"], "Delete")
    last = emil.note(3, hashtag())
    tell(town, emil, last)
    town.put(last["id"], {"id": last["id"], "type": "Tombstone"})
    tell(town, emil, last["id"], "Delete")

    assert [each.state for each in town.acts()] == ["counted", *["reversed"] * 3]
    assert {each.reason for each in town.acts()[1:]} == {Reason.GONE}


@pytest.mark.conformance("AP-06")
def test_a_post_that_is_edited_stays_one_act_and_goes_with_its_hashtag(town, emil):
    note = emil.note(1, hashtag())
    tell(town, emil, note)
    edited = emil.note(1, hashtag(), content="<p>Hot soup</p>", updated="2026-03-01T11:30:00Z")
    tell(town, emil, edited, "Update")
    with town.site.desks.read() as desk:
        post = desk.posts.get(desk.campaigns.see(make.SLUG).id, 1)
    assert (post.display.excerpt, post.display.author) == ("Hot soup", "Emil")
    assert len(town.objects()) == 1

    tell(town, emil, emil.note(1, hashtag("soup")), "Update")
    assert [each.state for each in town.acts()] == ["reversed"]


@pytest.mark.conformance("AP-05")
def test_a_post_that_is_a_page_which_counts_is_no_second_act():
    kinds = (make.kind(proof=Proof.LINK), make.kind("toot", 1, proof=Proof.HASHTAG))
    with Blogs() as blogs, town_of(blogs, kinds=kinds) as town:
        emil = town.person().show()
        page = make.claim("https://social.example/soup")
        record_acts(town.site.desks, town.clock, make.SLUG, [page], "form")
        for number, url in enumerate(["/soup/?utm_source=fediverse", "/another"]):
            tell(town, emil, emil.note(number, hashtag(), url=f"http://{emil.host}{url}"))
        assert [each.kind for each in town.acts()] == ["post", "toot"]


@pytest.mark.conformance("AP-06")
def test_a_hashtag_that_comes_with_an_edit_makes_an_act(town, emil):
    tell(town, emil, emil.note(1))
    assert town.acts() == []
    tell(town, emil, emil.note(1, hashtag()), "Update")
    assert len(town.objects()) == 1


@pytest.mark.conformance("AP-06", "AP-07")
def test_a_post_that_is_public_no_more_is_taken_back(town, emil):
    tell(town, emil, emil.note(1, hashtag()))
    tell(town, emil, emil.note(1, hashtag(), to=[US], cc=[]), "Update")

    assert town.objects() == []


@pytest.mark.conformance("AP-06")
def test_an_account_that_is_gone_takes_its_posts_with_it(town, emil):
    for number in (1, 2):
        tell(town, emil, emil.note(number, hashtag()))
    tell(town, emil, emil.id, "Delete")
    assert len(town.objects()) == 2, "its server still shows it"

    town.drop(emil.id)
    town.pass_time(25 * 3_600_000)
    reply = emil.tell("Delete", emil.id)
    assert reply.status == 202, "its key is gone with it, and nobody can prove anything"
    town.work()
    assert town.objects() == []


@pytest.mark.conformance("AP-06")
def test_likes_boosts_undone_and_moves_change_no_act(town, emil):
    note = emil.note(1, hashtag())
    tell(town, emil, note)
    for kind, about in (
        ("Like", note["id"]),
        ("Undo", emil.activity("Announce", note["id"])),
        ("Undo", emil.activity("Like", note["id"])),
        ("Move", emil.id),
        ("Flag", note["id"]),
        ("Undo", "http://social.example/did/1"),
    ):
        assert emil.tell(kind, about, target="http://new.example/u/emil").status == 202
    assert town.tasks() == 0
    assert town.objects() == [note["id"]]


def test_a_host_that_is_away_is_asked_again_later(town, emil):
    note = emil.note(1, hashtag())
    town.put(note["id"], "", 503)
    tell(town, emil, note)
    assert town.acts() == []
    assert town.tasks() == 1

    emil.note(1, hashtag())
    town.pass_time(60_000)
    town.work()
    assert len(town.objects()) == 1
    assert town.tasks() == 0


def test_limits_and_windows_are_those_of_the_terms(town, emil):
    early = emil.note(1, hashtag(), published="2026-01-01T00:00:00Z")
    tell(town, emil, early)

    assert town.objects() == []


@pytest.mark.conformance("AP-01")
def test_whoever_follows_is_taken_on_and_told_so_until_they_have_enough(town, emil):
    asked = emil.activity("Follow", US)
    assert emil.send(asked).status == 202
    campaign_id = 1
    with town.site.desks.read() as desk:
        (follower,) = desk.actors.followers(campaign_id, "", 10)
        assert desk.actors.number(campaign_id) == 1
    assert (follower.actor, follower.inbox) == (emil.id, f"{emil.id}/inbox")
    assert follower.shared_inbox == "http://social.example/inbox"
    assert town.tasks("send") == 1

    assert emil.tell("Undo", asked, path=SHARED).status == 202
    with town.site.desks.read() as desk:
        assert desk.actors.number(campaign_id) == 0


def test_whoever_follows_somebody_else_is_no_follower(town, emil):
    assert emil.tell("Follow", f"{ROOT}/c/other/actor").status == 202
    assert emil.show(inbox="http://elsewhere.example/inbox").tell("Follow", US).status == 202
    with town.site.desks.read() as desk:
        assert desk.actors.number(1) <= 1


@pytest.mark.parametrize(("kind", "is_accepted"), [("Accept", True), ("Reject", False)])
def test_what_a_relay_answers_is_kept(town, kind, is_accepted):
    relay = town.person("relay", "tags.example")
    follow_relay(town, relay, is_accepted=not is_accepted)
    asked = {"type": "Follow", "id": f"{US}#follows/1", "actor": US, "object": relay.id}
    assert relay.tell(kind, asked, path=SHARED).status == 202
    with town.site.desks.read() as desk:
        (kept,) = desk.actors.relays(1)
    assert kept.is_accepted is is_accepted
