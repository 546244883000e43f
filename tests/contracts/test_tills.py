"""Till files and receipts: kept with what they brought, in one transaction, the same everywhere."""

from dataclasses import replace

import pytest
from tests import make
from tests.jobs.tills import shop

from tablee.core.purchase.account import Account, OpenBasket, Progress
from tablee.core.purchase.rules import Amount
from tablee.core.purchase.slip import Slip
from tablee.evidence.tills import separated
from tablee.jobs.tills.reading import Order, read_till_file
from tablee.ports.kinds.tills import FileState, TillFile
from tablee.usecases.tills.take_baskets import ReadElsewhere

KEY, OTHER = b"k" * 16, b"o" * 16
SLIP = Slip({"dairy": Amount(4_000, 480), "": Amount(5_000, 600)}, {}, {"four": 1})


def file_of(campaign, **changes):
    basket = OpenBasket("0042", "T9", 7, 5, b"\x00\xff" * 8, {"dairy": [1, 2]}, {"T\nx": {}})
    account = Account(lines=3, refused={"bad_line": [1, 2]})
    plain = TillFile(
        campaign.id, "shop", "a.csv", "00" * 32, 9, 9, 1, Progress(5, 3, account, basket)
    )
    return plain._replace(**changes)


def test_a_file_is_found_by_its_content_as_far_as_it_was_read(site, campaign):
    with site.desks.write() as desk:
        begun = desk.tills.begin(file_of(campaign))
    with site.desks.read() as desk:
        assert desk.tills.find(campaign.id, "shop", "00" * 32) == begun
        assert desk.tills.find(campaign.id, "other", "00" * 32) is None
        assert desk.tills.files(campaign.id, 9) == [begun]
    assert begun._replace(number=0) == file_of(campaign)


def test_a_file_moves_from_where_it_stands_and_never_when_it_is_done(site, campaign):
    with site.desks.write() as desk:
        file = desk.tills.begin(file_of(campaign))
        on = file._replace(progress=replace(file.progress, position=8))
        assert not desk.tills.move(on, 4)
        assert desk.tills.move(on, 5)
        assert not desk.tills.move(on, 5)
        done = on._replace(state=FileState.DONE, trouble=make.text("x"), ended_at_ms=9)
        assert desk.tills.move(done, 8)
        assert not desk.tills.move(on, 8)
    with site.desks.read() as desk:
        assert desk.tills.files(campaign.id, 9) == [done]


def test_a_file_is_known_as_anothers_once_something_of_it_was_read(site, campaign):
    whose = campaign.id, "other", "00" * 32
    with site.desks.write() as desk:
        file = desk.tills.begin(file_of(campaign, progress=Progress()))
        assert desk.tills.begin(file_of(campaign)) == file
        assert desk.tills.elsewhere(*whose) == "shop"
        assert desk.tills.elsewhere(campaign.id, "shop", "00" * 32) == ""
        desk.tills.move(file._replace(state=FileState.REFUSED), 0)
        assert desk.tills.elsewhere(*whose) == ""
        half = file._replace(state=FileState.REFUSED, progress=Progress(5))
        desk.tills.move(half, 0)
        assert desk.tills.elsewhere(*whose) == "shop"


def test_receipts_are_kept_and_changed(site, campaign):
    with site.desks.write() as desk:
        desk.tills.add_slips(campaign.id, [(KEY, SLIP), (OTHER, Slip(None, SLIP.bought or {}))])
    with site.desks.write() as desk:
        assert desk.tills.slips(campaign.id, [KEY])[KEY] == SLIP
        desk.tills.change_slips(campaign.id, {KEY: SLIP._replace(acts={"four": 0}, refused_in=7)})
    with site.desks.read() as desk:
        found = desk.tills.slips(campaign.id, [KEY, OTHER, b"?" * 16])
        assert found == {
            KEY: SLIP._replace(acts={"four": 0}, refused_in=7),
            OTHER: Slip(None, SLIP.bought or {}),
        }
        assert desk.tills.slips(campaign.id + 1, [KEY]) == {}


@pytest.fixture
def lines():
    """Sixty baskets, of which twenty are later brought back in part."""
    baskets = [
        shop.line(f"T{n}", code, pieces, card=f"c{n % 7}")
        for n in range(60)
        for code, pieces in ((shop.BREAD, 1), (shop.YOGHURT, n % 9 + 1))
    ]
    returns = [shop.line(f"R{n}", pieces=n % 5 + 1, original=f"T{n}") for n in range(0, 60, 3)]
    return [*baskets, *returns]


def test_a_reader_may_die_after_any_block_and_another_goes_on(site, tmp_path, lines, monkeypatch):
    monkeypatch.setattr(separated, "BLOCK_BYTES", 300)
    shop.open_shop(site, per_day=9)
    path = shop.write(tmp_path, shop.csv(*lines))
    text = shop.csv(*lines).replace(";c0;", ";d0;")  # the same bytes are nobody else's
    alike = shop.write(tmp_path, text, "alike.csv")
    whole = [*read_till_file(site, Order(make.SLUG, "at-once", alike))]
    deaths = 0
    for blocks in (1, 3, 2, 7, 1, 4):
        steps = read_till_file(site, Order(make.SLUG, "in-parts", path))
        for _ in range(blocks + 1):
            next(steps)
        deaths += 1
        steps.close()
    parts = [*read_till_file(site, Order(make.SLUG, "in-parts", path))]
    assert deaths == 6
    assert parts[-1].progress == whole[-1].progress
    every = shop.acts(site)
    of = {
        name: [(key.removeprefix(name), state) for key, state in every if key.startswith(name)]
        for name in ("at-once", "in-parts")
    }
    assert of["at-once"] == of["in-parts"]
    assert whole[-1].progress.account.reversed > 5


def test_two_readers_of_one_file_count_it_once(site, tmp_path, lines, monkeypatch):
    monkeypatch.setattr(separated, "BLOCK_BYTES", 300)
    shop.open_shop(site)
    order = Order(make.SLUG, "shop", shop.write(tmp_path, shop.csv(*lines)))
    one, other = read_till_file(site, order), read_till_file(site, order)
    next(one), next(other), next(one)
    with pytest.raises(ReadElsewhere):
        next(other)
    assert [*one][-1].state is FileState.DONE
    names = [name for name, _ in shop.acts(site)]
    assert len(names) == len({*names})
