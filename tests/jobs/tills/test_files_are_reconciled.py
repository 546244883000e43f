"""Till files: whatever shops write is counted once, or refused with a reason."""

import csv

import pytest
from tests import make, sites
from tests.jobs.tills import shop

from tablee.core.errors import CampaignClosed, InvalidClaim, UnknownKind
from tablee.core.purchase.account import Control
from tablee.core.purchase.rules import BasketRule
from tablee.evidence.tills import StillGrowing, Unreadable, separated
from tablee.jobs.tills import reading
from tablee.ports.kinds.tills import FileState
from tablee.usecases.close_campaign import close_campaign
from tablee.usecases.publish_terms import Publication, publish_terms
from tablee.usecases.settle_campaign import settle_campaign
from tablee.wiring import memory_site

BASKETS = [shop.line(), shop.line(pieces=3), shop.line("T2", pieces=9), shop.line("T3")]
ACTS = ["shop/0042/T1/1", "shop/0042/T2/1", "shop/0042/T2/2"]


@pytest.fixture
def site():
    return shop.open_shop(memory_site(clock=sites.set_clock()))


def test_each_fourth_product_of_a_basket_is_an_act(site, tmp_path):
    file = shop.read(site, shop.write(tmp_path, shop.csv(*BASKETS)))
    account = file.progress.account
    assert shop.counted(site) == ACTS
    assert (account.lines, account.baskets, account.qualifying, account.acts) == (4, 3, 2, 3)
    assert (account.milli, account.minor) == (14_000, 480)
    assert (file.state, account.refused) == (FileState.DONE, {})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "latin-1"])
@pytest.mark.parametrize("sign", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_any_of_the_usual_signs_and_encodings_is_read(site, tmp_path, encoding, sign, end):
    header = ("Magasin", "N° Ticket", "Date Heure", "EAN", "Qté", "Montant TTC", "Carte", "é")
    lines = [shop.line(pieces=4, amount='"4,80"' if sign == "," else "4,80")]
    text = shop.csv(*lines, header=header, sign=sign, end=end)
    file = shop.read(site, shop.write(tmp_path, text, encoding=encoding))
    assert shop.counted(site) == ["shop/0042/T1/1"]
    assert file.progress.account.minor == 480


def test_a_quote_that_is_never_closed_spoils_its_own_line_only(site, tmp_path):
    text = f'ticket;date;ean;qte;libellé\nT1;{shop.NOON};{shop.YOGHURT};4;"open\n'
    text += f"T2;{shop.NOON};{shop.YOGHURT};4;x\n"
    shop.read(site, shop.write(tmp_path, text))
    assert shop.counted(site) == ["shop//T1/1", "shop//T2/1"]


def test_columns_may_have_any_name_when_they_are_told(site, tmp_path):
    header = ("a", "b", "c", "d", "e", "f", "g", "h")
    path = shop.write(tmp_path, shop.csv(*BASKETS, header=header))
    with pytest.raises(Unreadable, match="No column says: receipt, time, gtin"):
        shop.read(site, path)
    columns = {"store": "a", "receipt": "a+b", "time": "c", "gtin": "d", "quantity": "e"}
    assert shop.read(site, path, columns=columns).state is FileState.DONE
    assert shop.counted(site)[0] == "shop/0042/0042-T1/1"


def test_day_and_hour_may_have_a_column_each(site, tmp_path):
    text = f"ticket;date;heure;ean;qte\nT1;01/03/2026;11:59:30;{shop.YOGHURT};4\n"
    shop.read(site, shop.write(tmp_path, text))
    with site.desks.read() as desk:
        act = desk.journal(desk.campaigns.see(make.SLUG)).act(1)
    assert act.occurred_at_ms == shop.ms("2026-03-01T10:59:30")


def test_quotes_may_hold_signs_and_line_ends(site, tmp_path):
    text = (
        "ticket;date;ean;qte;libellé\n"
        f'T1;{shop.NOON};{shop.YOGHURT};4;"a ; b\nc ""d"""\n'
        f'T2;{shop.NOON};{shop.YOGHURT};4;24" screen\n'
        f'T3;{shop.NOON};{shop.YOGHURT};x;"e"\n'
    )
    file = shop.read(site, shop.write(tmp_path, text))
    assert shop.counted(site) == ["shop//T1/1", "shop//T2/1"]
    assert file.progress.account.refused["bad_quantity"][0] == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"", "empty"),
        (shop.csv(*BASKETS)[:-1], "half-written"),
        (shop.csv(*BASKETS)[:-20], "half-written"),
        (shop.csv(*BASKETS).encode("utf-16"), "UTF-16"),
        (b'{"ticket": "T1", "date": "", "ean": ""}\n{"ticket": "T', "half-written"),
        (b"PAR1 and no more", "Parquet"),
        (b"\x00\x01\x02\n", "No column says"),
    ],
)
def test_what_is_not_whole_or_no_file_is_refused_and_counts_nothing(site, tmp_path, text, words):
    with pytest.raises(Unreadable, match=words):
        shop.read(site, shop.write(tmp_path, text))
    assert shop.acts(site) == []
    with site.desks.read() as desk:
        file = desk.tills.files(1, 9)[0]
    assert (file.state, words in file.trouble.en) == (FileState.REFUSED, True)


@pytest.mark.parametrize(
    "wish", [{"delimiter": ";;"}, {"delimiter": '"'}, {"encoding": "idna"}, {"encoding": "hex"}]
)
def test_what_is_told_of_a_file_must_be_possible(site, tmp_path, wish):
    with pytest.raises(Unreadable):
        shop.read(site, shop.write(tmp_path, shop.csv(*BASKETS) + "é\n"), **wish)
    assert shop.acts(site) == []


def test_a_cell_without_end_costs_bounded_memory_and_is_refused(site, tmp_path, monkeypatch):
    monkeypatch.setattr(separated, "LONGEST_CELL", 200)
    monkeypatch.setattr(separated, "BLOCK_BYTES", 500)
    text = shop.csv(*BASKETS, ["x" * 400] * len(shop.HEADER))
    usual = csv.field_size_limit()
    with pytest.raises(Unreadable, match="After line 1 something is no CSV"):
        shop.read(site, shop.write(tmp_path, text))
    csv.field_size_limit(usual)


def test_a_refused_file_can_be_read_once_it_is_told_how(site, tmp_path):
    path = shop.write(tmp_path, shop.csv(*BASKETS)[:-1])
    with pytest.raises(Unreadable):
        shop.read(site, path)
    assert shop.read(site, path, is_whole=True).state is FileState.DONE
    assert shop.counted(site) == ACTS


def test_the_whole_file_after_a_half_counts_the_rest(site, tmp_path):
    text = shop.csv(*BASKETS)
    half = text[: text.index("T2")].rpartition("\n")[0] + "\n"
    shop.read(site, shop.write(tmp_path, half))
    shop.read(site, shop.write(tmp_path, text, "whole.csv"))
    assert shop.counted(site) == ACTS


def test_the_same_file_again_counts_nothing_and_says_so(site, tmp_path):
    path = shop.write(tmp_path, shop.csv(*BASKETS))
    first = shop.read(site, path)
    again = shop.read(site, path.rename(tmp_path / "other name.csv"))
    assert again == first
    assert shop.counted(site) == ACTS


def test_the_same_receipts_in_another_file_are_duplicates(site, tmp_path):
    shop.read(site, shop.write(tmp_path, shop.csv(*BASKETS)))
    file = shop.read(site, shop.write(tmp_path, shop.csv(*BASKETS[::-1]), "b.csv"))
    assert (file.progress.account.acts, file.progress.account.duplicates) == (0, 3)
    assert shop.counted(site) == ACTS


def test_another_basket_under_a_known_number_is_refused_and_told(site, tmp_path):
    shop.read(site, shop.write(tmp_path, shop.csv(*BASKETS)))
    other = shop.csv(shop.line("T1", pieces=40))
    file = shop.read(site, shop.write(tmp_path, other, "b.csv"))
    assert file.progress.account.refused == {"different_receipt": [1, 2]}
    assert shop.counted(site) == ACTS


def test_another_partners_receipts_are_others(site, tmp_path):
    shop.read(site, shop.write(tmp_path, shop.csv(*BASKETS)))
    path = shop.write(tmp_path, shop.csv(*BASKETS[::-1]), "other.csv")
    assert shop.read(site, path, partner="other").progress.account.acts == 3


def test_negative_lines_of_a_basket_are_taken_off(site, tmp_path):
    lines = [shop.line(pieces=-1), shop.line(pieces=5), shop.line("T2", pieces=-2)]
    file = shop.read(site, shop.write(tmp_path, shop.csv(*lines)))
    assert shop.counted(site) == ["shop/0042/T1/1"]
    assert file.progress.account.refused == {"no_purchase": [1, 4]}


@pytest.mark.parametrize("is_named", [True, False])
def test_returns_take_back_the_newest_acts_first_and_only_once(site, tmp_path, is_named):
    shop.read(site, shop.write(tmp_path, shop.csv(shop.line("T1", pieces=9))))
    later = {"at": "2026-03-01T12:30:00"}
    back = (
        shop.line("R1", pieces=2, original="T1", **later)
        if is_named
        else shop.line("T1", pieces=-2, **later)
    )
    for name in ("r.csv", "again.csv"):
        text = shop.csv(back, *([shop.line("T9")] if name == "r.csv" else []))
        shop.read(site, shop.write(tmp_path, text, name))
    assert shop.acts(site) == [
        ("shop/0042/T1/1", "counted"),
        ("shop/0042/T1/2", "reversed"),
    ]


def test_a_return_that_comes_before_its_purchase_is_remembered(site, tmp_path):
    back = shop.line("R1", pieces=2, original="T1")
    shop.read(site, shop.write(tmp_path, shop.csv(back)))
    file = shop.read(site, shop.write(tmp_path, shop.csv(shop.line(pieces=9)), "b.csv"))
    assert shop.acts(site) == [("shop/0042/T1/1", "counted")]
    assert file.progress.account.acts == 1


def test_shops_days_and_amounts_are_looked_at(tmp_path):
    rules = (
        BasketRule("tenner", "purchase", amount_minor=1_000, per_basket=2, stores=("0042",)),
        BasketRule("day", "purchase", "dairy", pieces=1, opens_at=make.CLOSES_AT),
    )
    site = shop.open_shop(memory_site(clock=sites.set_clock()), *rules)
    lines = [
        shop.line("T1", shop.BREAD, amount="9,99"),
        shop.line("T2", shop.BREAD, amount="99,99"),
        shop.line("T3", shop.BREAD, amount="10,00", store="7"),
        shop.line("T4", amount="1,00"),
    ]
    file = shop.read(site, shop.write(tmp_path, shop.csv(*lines)))
    assert shop.counted(site) == ["shop/0042/T2/1", "shop/0042/T2/2"]
    assert file.progress.account.refused == {"other_store": [1, 4], "other_day": [1, 5]}


def test_clocks_that_are_off_by_hours_are_told_and_can_be_put_right(site, tmp_path):
    fast = shop.csv(shop.line(pieces=4, at="2026-03-01T15:30:00"))
    file = shop.read(site, shop.write(tmp_path, fast))
    assert file.progress.account.refused == {"in_the_future": [1, 2]}
    right = shop.csv(shop.line("T2", pieces=4, at="2026-03-01T15:30:00"))
    shop.read(site, shop.write(tmp_path, right, "b.csv"), ahead_min=180)
    assert shop.counted(site) == ["shop/0042/T2/1"]


def test_purchases_outside_the_campaign_are_refused_by_its_own_rules(site, tmp_path):
    file = shop.read(
        site, shop.write(tmp_path, shop.csv(shop.line(pieces=4, at="2025-12-24T12:00:00")))
    )
    assert file.progress.account.refused == {"too_early": [1, 2]}


def test_cards_limit_a_shopper_and_are_never_kept(tmp_path):
    site = shop.open_shop(memory_site(clock=sites.set_clock()), per_day=1)
    lines = [shop.line(f"T{n}", pieces=4, card="2970001234567") for n in (1, 2)]
    lines.append(shop.line("T3", pieces=4, card="2970009999999"))
    file = shop.read(site, shop.write(tmp_path, shop.csv(*lines)))
    assert shop.counted(site) == ["shop/0042/T1/1", "shop/0042/T3/1"]
    assert file.progress.account.refused == {"daily_limit": [1, 3]}
    assert "29700" not in shop.everything(site)


def test_figures_that_differ_from_what_was_announced_are_told(site, tmp_path):
    path = shop.write(tmp_path, shop.csv(*BASKETS))
    file = shop.read(site, path, control=Control(lines=4, baskets=5, minor=480))
    assert (file.state, file.trouble.en) == (FileState.DONE, "baskets: 5 announced, 3 read")


def test_bad_lines_are_told_with_their_numbers_and_the_others_count(site, tmp_path):
    lines = [*BASKETS, ["too", "short"], shop.line("", pieces=4), shop.line("T8", "123", 4)]
    lines += [shop.line("T9", pieces="many"), shop.line("T10", at="never", pieces=4)]
    file = shop.read(site, shop.write(tmp_path, shop.csv(*lines)))
    assert file.progress.account.refused == {
        "bad_line": [1, 6],
        "no_receipt": [1, 7],
        "bad_gtin": [1, 8],
        "bad_quantity": [1, 9],
        "bad_time": [1, 10],
    }
    assert shop.counted(site) == ACTS


def test_json_lines_are_read(site, tmp_path):
    text = "".join(
        f'{{"receipt": "T{n}", "time": "{shop.NOON}", "ean": {shop.YOGHURT}, "quantity": {n}.0}}\n'
        for n in (1, 4)
    )
    file = shop.read(site, shop.write(tmp_path, text + "\nnot json\n" + text))
    assert shop.counted(site) == ["shop//T4/1"]
    assert file.progress.account.refused["bad_line"] == [1, 4]


def test_parquet_is_read(site, tmp_path):
    arrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    columns = dict(zip(shop.HEADER, zip(*BASKETS, strict=True), strict=True))
    parquet.write_table(arrow.table(columns), tmp_path / "day.parquet")
    shop.read(site, tmp_path / "day.parquet")
    assert shop.counted(site) == ACTS


def test_without_what_reads_parquet_one_sentence_says_what_to_install(site, tmp_path, monkeypatch):
    def absent(_):
        raise ImportError

    monkeypatch.setattr("tablee.evidence.tills.columns.import_module", absent)
    with pytest.raises(Unreadable, match=r"pip install 'tablee\[tills\]'"):
        shop.read(site, shop.write(tmp_path, b"PAR1....PAR1"))


def test_a_file_that_grows_while_it_is_read_waits(site, tmp_path, monkeypatch):
    path = shop.write(tmp_path, shop.csv(*BASKETS))
    take = reading.take_baskets

    def write_too(*words):
        path.write_text(shop.csv(*BASKETS, shop.line("T4", pieces=4)), encoding="utf-8")
        take(*words)

    monkeypatch.setattr(reading, "take_baskets", write_too)
    with pytest.raises(StillGrowing):
        shop.read(site, path)
    monkeypatch.undo()
    assert shop.read(site, path).state is FileState.DONE
    assert shop.counted(site) == [*ACTS, "shop/0042/T4/1"]


@pytest.mark.parametrize("partner", ["", " ", "a/b", "x" * 200, "a\nb"])
def test_a_partner_has_a_name_that_can_be_used(site, tmp_path, partner):
    with pytest.raises(InvalidClaim):
        shop.read(site, shop.write(tmp_path, shop.csv(*BASKETS)), partner=partner)


def test_a_campaign_without_rules_for_baskets_reads_no_tills(tmp_path):
    site = memory_site(clock=sites.set_clock())
    publish_terms(site.desks, site.clock, Publication(make.terms()))
    with pytest.raises(UnknownKind, match="baskets"):
        shop.read(site, shop.write(tmp_path, shop.csv(*BASKETS)))


def test_a_settled_campaign_takes_nothing_more(site, tmp_path):
    close_campaign(site.desks, site.clock, make.SLUG, "Ada")
    settle_campaign(site.desks, site.clock, make.SLUG)
    with pytest.raises(CampaignClosed):
        shop.read(site, shop.write(tmp_path, shop.csv(*BASKETS)))
