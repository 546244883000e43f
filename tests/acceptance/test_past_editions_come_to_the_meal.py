"""The campaigns of 2010, 2011 and 2012, made again, come to what was published."""

import json

import pytest

from tablee.cli import roof
from tablee.cli.replay.editions import COURSES, acts_of
from tablee.cli.replay.sender import Sender

pytestmark = pytest.mark.slow

RAISE_AT = "2012-02-23T11:00:00"  # in UTC: noon in Paris


EARLY = {"restos-2010": 16_675, "restos-2011": 22_740}


@pytest.fixture(scope="module")
def lines_of_2012() -> list[str]:
    terms = roof.example("restos-2012")
    return [act.line() for act in acts_of(terms, COURSES["restos-2012"])]


def test_two_early_editions_come_to_their_published_totals(place, tmp_path):
    for edition, meals in EARLY.items():
        file = tmp_path / f"{edition}.ndjson"
        file.write_text(place.run("acts", "generate", edition), encoding="utf-8")
        place.apply_example(edition)
        place.run("acts", "import", edition, str(file))
        place.run("acts", "import", edition, str(file))
        tally = place.tally(edition)
        assert tally["totals"]["paid"] == meals
        assert sum(sponsor["earned"] for sponsor in tally["sponsors"]) == meals


def test_2012_stops_at_its_caps_and_a_raise_pays_the_oldest_first(place, tmp_path, lines_of_2012):
    lines = lines_of_2012
    early = [line for line in lines if json.loads(line)["occurred_at"] < RAISE_AT]
    late = lines[len(early) :]
    posts = [json.loads(line) for line in early if '"hashtag_post"' in line]
    assert len(posts) > 10_000
    before, after = tmp_path / "before.ndjson", tmp_path / "after.ndjson"
    before.write_text("".join(early), encoding="utf-8")
    after.write_text("".join(late), encoding="utf-8")

    place.apply_example("restos-2012")
    place.run("acts", "import", "restos-2012", str(before))
    twitter = place.pool("restos-2012", "twitter")
    assert (twitter["cap"], twitter["paid"]) == (1_000, 1_000)
    assert twitter["unpaid"] == len(posts) - 1_000
    assert paid_by_place(place, posts, (1, 1_000, 1_001, 10_000)) == [1, 1, 0, 0]

    first_late = next(line for line in late if '"share"' in line)
    place.run("acts", "import", "restos-2012", "-", stdin=first_late.encode())
    twitter = place.pool("restos-2012", "twitter")
    assert (twitter["cap"], twitter["paid"], twitter["acts"]) == (10_000, 10_000, len(posts))
    assert paid_by_place(place, posts, (1, 1_000, 1_001, 10_000, 10_001)) == [1, 1, 1, 1, 0]

    place.run("acts", "import", "restos-2012", str(after))
    tally = place.tally("restos-2012")
    pools = {pool["name"]: pool for pool in tally["pools"]}
    assert (pools["facebook"]["acts"], pools["facebook"]["paid"]) == (150_000, 5_000)
    assert pools["facebook"]["unpaid"] == 145_000
    assert pools["twitter"]["paid"] == 10_000
    assert pools["blogs"]["paid"] == 23_000
    assert pools["selected"]["paid"] == 150
    assert pools["drawings"]["paid"] == 2_250
    assert tally["totals"]["paid"] == sum(sponsor["earned"] for sponsor in tally["sponsors"])


def paid_by_place(place, posts, wanted) -> list[int]:
    """Send the posts at these places once more: the door answers with what became of each."""
    key = place.run("keys", "new", "restos-2012").strip()
    acts = [posts[number - 1] for number in wanted]
    with place.server() as server, Sender("127.0.0.1", server.port, key) as sender:
        answers = sender.send_list("restos-2012", acts)
    assert [answer["place"] for answer in answers] == list(wanted)
    return [answer["paid_units"] for answer in answers]
