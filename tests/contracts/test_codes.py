"""Series of receipt codes, and the receipts that some of them name."""

import pytest

from tablee.ports.kinds.codes import Series


@pytest.fixture
def series(campaign):
    """Build the series of that number."""

    def build(number=0, **changes):
        plain = Series(
            campaign.id,
            number,
            "purchase",
            f"series {number}",
            100,
            is_elsewhere=False,
            made_at_ms=10,
        )
        return plain._replace(**changes)

    return build


def test_a_series_is_found_by_its_number(site, campaign, series):
    with site.desks.write() as desk:
        desk.codes.keep(series(3, is_elsewhere=True))
        desk.codes.keep(series(1))
    with site.desks.read() as desk:
        assert desk.codes.find(campaign.id, 3) == series(3, is_elsewhere=True)
        assert desk.codes.find(campaign.id, 2) is None
        assert desk.codes.find(campaign.id + 1, 3) is None
        assert [each.number for each in desk.codes.every(campaign.id)] == [1, 3]
        assert desk.codes.every(campaign.id + 1) == []


def test_more_codes_and_a_revocation_are_stored(site, campaign, series):
    with site.desks.write() as desk:
        desk.codes.keep(series())
        desk.codes.keep(series(issued=250, is_revoked=True))
    with site.desks.read() as desk:
        assert desk.codes.every(campaign.id) == [series(issued=250, is_revoked=True)]


def test_codes_may_name_receipts(site, campaign, series):
    with site.desks.write() as desk:
        desk.codes.keep(series())
        desk.codes.bind(campaign.id, 0, [(1, "till/lille/1"), (2, "till/lille/2")])
        desk.codes.bind(campaign.id, 0, [])
    with site.desks.read() as desk:
        assert desk.codes.receipt(campaign.id, 0, 2) == "till/lille/2"
        assert desk.codes.receipt(campaign.id, 0, 3) == ""
        assert desk.codes.receipt(campaign.id, 1, 2) == ""


def test_what_is_given_up_is_not_kept(site, campaign, series):
    def give_up():
        with site.desks.write() as desk:
            desk.codes.keep(series())
            desk.codes.bind(campaign.id, 0, [(1, "till/lille/1")])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        give_up()
    with site.desks.read() as desk:
        assert desk.codes.every(campaign.id) == []
        assert desk.codes.receipt(campaign.id, 0, 1) == ""
