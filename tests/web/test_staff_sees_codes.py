"""The staff sees which codes were issued, whether somebody guesses, and revokes a series."""

import pytest
from tests.web.conftest import stranger
from tests.web.reading_pages import words
from tests.web.samples import SLUG

from tablee.ports.kinds.codes import Series
from tablee.store.roles import Role, add_account
from tablee.web.site import served
from tablee.wire.guesses import MANY

CODES = f"/staff/codes/{SLUG}/"
PASSWORD = "a password for tests"


@pytest.fixture
def series(site):
    found = Series(1, 0, "purchase", "till 1", 250, is_elsewhere=False, made_at_ms=1)
    with site.desks.write() as desk:
        desk.codes.keep(found)
        desk.codes.keep(found._replace(number=1, name="partner", is_elsewhere=True))


@pytest.mark.usefixtures("series")
def test_a_series_is_seen_and_revoked(site, ada):
    said = words(ada.get(CODES))
    assert "till 1" in said
    assert "250" in said
    assert "by the partner" in said
    after = words(ada.post(CODES, {"series": "till 1"}, follow=True))
    assert "The series is revoked." in after
    with site.desks.read() as desk:
        assert [each.is_revoked for each in desk.codes.every(1)] == [True, False]
    french = ada.get(CODES, headers={"accept-language": "fr"})
    assert "par le partenaire" in words(french)


@pytest.mark.usefixtures("series")
def test_whoever_guesses_is_seen(ada):
    assert "0 wrong codes in this hour" in words(ada.get(CODES))
    for number in range(MANY):
        served().guesses.note_wrong([("visitor", str(number))])
    assert "somebody may be guessing" in words(ada.get(CODES))


def test_without_codes_it_says_so(ada):
    assert "No codes have been issued" in words(ada.get(CODES))
    assert ada.get("/staff/codes/nowhere/").status_code == 404


@pytest.mark.usefixtures("series")
@pytest.mark.parametrize(("role", "status"), [(Role.MODERATOR, 403), (Role.ORGANISER, 200)])
def test_moderators_revoke_nothing(site, role, status):
    add_account("somebody", PASSWORD, role)
    client = stranger(site)
    client.login(username="somebody", password=PASSWORD)
    assert client.get(CODES).status_code == status
    assert (CODES in client.get("/staff/").content.decode()) is (status == 200)
    client.post(CODES, {"series": "till 1"})
    with site.desks.read() as desk:
        assert desk.codes.find(1, 0).is_revoked is (status == 200)
