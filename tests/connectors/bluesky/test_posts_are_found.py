"""A post is found by its hashtag, however it is written; nothing else is found."""

import time

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import make
from tests.connectors.bluesky.stage import FIRST, SECOND, TAG, script
from tests.connectors.bluesky.test_frames_are_read import recorded

from tablee.connectors.bluesky.origin import Origin
from tablee.connectors.bluesky.record import hashtags, links, shown
from tablee.connectors.bluesky.scan import Scan, Wanted
from tablee.evidence.page import Target

OURS = f"https://meals.example/c/{make.SLUG}/"
HASHTAG = "app.bsky.richtext.facet#tag"
LINK = "app.bsky.richtext.facet#link"


def facet(kind=HASHTAG, start=0, end=5, **value):
    feature = {"$type": kind, **(value or {"tag": TAG})}
    return {"index": {"byteStart": start, "byteEnd": end}, "features": [feature]}


def record(*facets, text="a post", **more):
    return {"$type": "app.bsky.feed.post", "text": text, "facets": [*facets], **more}


def frame(its_record, operation="create", seq=7, key="k1"):
    payload = {
        "$type": "network.bsky.jetstream.subscribeEvents#commit",
        "seq": seq,
        "did": "did:plc:emil",
        "time": "2026-03-01T11:59:00.250000Z",
        "operation": operation,
        "collection": "app.bsky.feed.post",
        "rkey": key,
        "record": its_record,
    }
    return msgspec.json.encode({"$type": "message", "payload": payload})


def scan(origin=SECOND, tag=f"#{TAG}", *more):
    wanted = [Wanted(1, Target(make.SLUG, ("meals.example",), tag)), *more]
    return Scan(Origin(origin), wanted)


def found(*frames, tag=f"#{TAG}"):
    a_scan = scan(tag=tag)
    for each in frames:
        a_scan.take(each)
    return a_scan.draw(make.SLUG)


def wide(tag):
    """As Japanese keyboards write it."""
    return "".join(chr(ord(each) + 0xFEE0) for each in tag)


@pytest.mark.conformance("BS-03")
@pytest.mark.parametrize(
    "tag",
    [
        "Restos2026",
        "RESTOS2026",
        "restos2026",
        wide("Restos2026"),
        "#restos2026",
        "re\u017ftos2026",
    ],
)
def test_case_and_width_of_a_hashtag_do_not_matter(tag):
    assert len(found(frame(record(facet(tag=tag)))).seen) == 1
    assert len(found(frame(record(tags=[tag]))).seen) == 1
    escaped = "".join(f"\\u{ord(each):04x}" for each in tag).encode()
    raw = frame(record(tags=["SPOT"])).replace(b"SPOT", escaped)
    assert len(found(raw).seen) == 1


@pytest.mark.conformance("BS-03")
@pytest.mark.parametrize("tag", ["#Été", "été", "E\u0301TE\u0301"])
def test_a_hashtag_with_accents_is_found_too(tag):
    assert len(found(frame(record(facet(tag="ÉTÉ"))), tag=tag).seen) == 1
    assert len(found(frame(record(facet(tag="e\u0301te\u0301"))), tag=tag).seen) == 1
    assert found(frame(record(facet(tag="ete"))), tag=tag).seen == ()


@pytest.mark.conformance("BS-03")
@pytest.mark.parametrize(
    ("start", "end"),
    [(-1, 3), (3, 3), (4, 2), (0, 7), (9_999, 10_004), ("0", 3), (0, None), (0, 1e9)],
)
def test_a_hashtag_that_stands_nowhere_in_the_text_does_not_count(start, end):
    assert hashtags(record(facet(start=start, end=end))) == set()


@pytest.mark.conformance("BS-03")
def test_ranges_are_counted_in_bytes():
    assert hashtags(record(facet(start=1, end=6), text="a☕é"))
    assert not hashtags(record(facet(start=1, end=7), text="a☕é"))


@pytest.mark.conformance("BS-03")
def test_links_are_found_in_the_text_and_on_cards():
    by_facet = record(facet(LINK, uri=OURS))
    by_card = record(embed={"external": {"uri": OURS}})
    by_media = record(embed={"media": {"external": {"uri": OURS}}})
    assert [links(each) for each in (by_facet, by_card, by_media)] == [[OURS]] * 3


@pytest.mark.conformance("BS-03")
def test_of_our_links_a_personal_one_is_kept():
    personal = f"{OURS}r/17-abc"
    others = [facet(LINK, uri=each) for each in ("https://elsewhere.example/", OURS, personal)]
    (seen,) = found(frame(record(facet(), *others))).seen
    assert seen.via == personal
    (seen,) = found(frame(record(facet(), *others[:1]))).seen
    assert seen.via == ""


@pytest.mark.conformance("BS-03")
def test_ten_thousand_facets_are_read_in_bounded_time():
    many = record(*[facet(tag=f"t{number}") for number in range(9_999)], facet())
    more = record(*[facet(tag=f"t{number}") for number in range(30_000)], facet())
    begun_s = time.process_time()
    assert len(found(frame(many)).seen) == 1
    assert found(frame(more)).seen == ()
    assert time.process_time() - begun_s < 2


@pytest.mark.conformance("BS-03")
def test_deletions_edits_and_accounts_that_go_take_back():
    haul = found(*recorded("second"))
    name = "at://did:plc:emil/app.bsky.feed.post/3mfzq2vuowo2b"
    assert [each.object for each in haul.seen] == [name]
    assert haul.lost == (name,)
    assert haul.gone == ("did:plc:gil",)


def test_an_edit_that_keeps_the_hashtag_takes_nothing_back():
    haul = found(frame(record(facet(), text="new words"), "update"))
    assert [each.display.excerpt for each in haul.seen] == ["new words"]
    assert haul.lost == ()


@pytest.mark.parametrize("way", ["update", "delete"])
def test_what_was_lost_and_is_there_again_is_only_seen(way):
    away = frame(record() if way == "update" else None, way)
    back = frame(record(facet()), "update" if way == "update" else "create")
    haul = found(frame(record(facet())), away, back)
    assert (len(haul.seen), haul.lost) == (1, ())
    assert haul.seen[0].is_at_origin
    assert len(found(frame(record(facet())), away).lost) == 1


def test_a_post_that_is_made_again_without_the_hashtag_of_another_campaign_is_lost_there():
    other = Wanted(2, Target("other", ("meals.example",), "soup"))
    both = scan(SECOND, f"#{TAG}", other)
    both.take(frame(None, "delete"))
    both.take(frame(record(facet())))
    assert [len(both.draw(slug).seen) for slug in (make.SLUG, "other")] == [1, 0]
    assert [len(both.draw(slug).lost) for slug in (make.SLUG, "other")] == [0, 1]


def test_a_post_is_named_dated_and_shown():
    (seen,) = found(recorded("second")[1]).seen
    assert seen.object == "at://did:plc:emil/app.bsky.feed.post/3mfzq2vuowo2b"
    assert seen.author == "did:plc:emil"
    assert seen.address == "https://bsky.app/profile/did:plc:emil/post/3mfzq2vuowo2b"
    assert seen.posted_at_ms == 1_772_366_340_250  # the server's word, not the author's
    assert seen.via == OURS
    assert seen.display.excerpt.startswith("Une soupe pour tous ☕")
    assert (seen.display.language, seen.display.published_at_ms) == ("fr", 1_772_366_339_900)


def test_a_record_named_oddly_is_passed_by():
    odd = frame(record(facet()), key="../../x")
    assert found(odd, odd.replace(b"did:plc:emil", b"emil")).seen == ()


def test_one_stream_serves_several_campaigns():
    other = Wanted(2, Target("other", ("meals.example",), "soup"))
    both = scan(SECOND, f"#{TAG}", other)
    both.take(frame(record(facet(), facet(tag="Soup"))))
    both.take(frame(record(facet()), "update"))
    assert [len(both.draw(slug).seen) for slug in (make.SLUG, "other")] == [1, 1]
    assert [len(both.draw(slug).lost) for slug in (make.SLUG, "other")] == [0, 1]


@pytest.mark.parametrize("origin", [FIRST, SECOND])
def test_what_is_passed_by_unread_never_matters(origin):
    """The quick look at bytes finds what reading every frame finds."""
    quick, slow = scan(origin), scan(origin)
    a_script = script(20_000, is_first=origin == FIRST)
    for number in range(1, a_script.total + 1):
        each = a_script.frame(number)
        quick.take(each)
        slow.take(each.replace(b'"operation":"create"', b'"operation": "create"'))
    assert quick.draw(make.SLUG) == slow.draw(make.SLUG)
    assert slow.decoded == a_script.total > 20 * quick.decoded
    assert len(quick.draw(make.SLUG).seen) == a_script.bearing
    assert quick.arrive() == slow.arrive()


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda each: (
        st.lists(each, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["facets", "features", "index", "$type", "tag", "tags", "embed", "text"]
            )
            | st.text(max_size=4),
            each,
            max_size=5,
        )
    ),
    max_leaves=20,
)


@given(ANYTHING)
def test_no_record_does_any_harm(anything):
    assert isinstance(hashtags(anything), set)
    assert isinstance(links(anything), list)
    assert shown(anything).excerpt.isprintable()


@pytest.mark.parametrize("words", ["\x00\n", "\ud800"])
def test_what_is_shown_can_be_stored_and_printed(words):
    assert shown({"text": f"a{words}b", "langs": [words]}).excerpt.isprintable()
