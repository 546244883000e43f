"""The organiser invites whoever is to sign; they take their account by a link, once, and are in."""

import re
from dataclasses import replace
from email import message_from_bytes, policy
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.db.models.signals import pre_save
from tests.web.conftest import HEADERS, SECRET, stranger
from tests.web.reading_pages import words
from tests.web.samples import SLUG

from tablee.outside.mail.folder import FolderMail
from tablee.ports.mail import NotSent
from tablee.store.roles import Role, account_number, add_account
from tablee.web.site import use

PAGE = f"/staff/promises/{SLUG}/"
DAY_MS = 24 * 60 * 60 * 1_000
PASSWORD = "the spoons are in the third drawer"
DANA = {"do": "invite", "account": "dana", "party": "sponsor:Danone"}
FRENCH = {"accept-language": "fr"}


@pytest.fixture
def organiser(site):
    """Somebody of the staff who promises, and makes no other accounts."""
    add_account("olga", SECRET, Role.ORGANISER)
    client = stranger(site)
    assert client.login(username="olga", password=SECRET)
    return client


@pytest.fixture
def visitor(site):
    """A browser of whoever was invited."""
    return stranger(site)


def link_in(said):
    return urlsplit(re.search(r"https?://[^\s\"]+/sign/welcome/[^\s\"]+", said)[0]).path


def invited(client, **said):
    """Invite somebody, and return the path of the link that the page shows."""
    return link_in(client.post(PAGE, DANA | said).content.decode())


def come_in(client, path, password=PASSWORD):
    shown = client.get(path, follow=True)
    here = shown.request["PATH_INFO"]
    said = {"new_password1": password, "new_password2": password}
    return client.post(here, said, follow=True)


def account(name="dana"):
    return get_user_model()._default_manager.get(username=name)  # noqa: SLF001


def test_an_organiser_invites_and_the_link_is_taken_once(organiser, visitor, site):
    path = invited(organiser)
    assert "invited, has not come in yet" in words(organiser.get(PAGE))
    assert path not in organiser.get(PAGE).content.decode()
    page = words(come_in(visitor, path))
    assert "Welcome. From now on you come in with this password." in page
    assert "Danone" in page
    dana = account()
    assert (dana.is_staff, dana.is_superuser, dana.email) == (False, False, "")
    assert dana.check_password(PASSWORD)
    assert visitor.get("/staff/").status_code == 302
    assert "This link opens nothing any more" in words(stranger(site).get(path))
    assert "has not come in yet" not in words(organiser.get(PAGE))


def test_the_link_leaves_the_address_bar_before_anything_is_shown(organiser, visitor):
    path = invited(organiser)
    answer = visitor.get(path)
    assert answer.status_code == 302
    assert path.rsplit("/", 1)[1] not in answer.headers["Location"]
    assert "no-store" in visitor.get(answer.headers["Location"]).headers["Cache-Control"]


def test_of_two_who_take_a_link_at_once_the_first_alone_comes_in(organiser, visitor, site):
    path = invited(organiser)
    other, said = stranger(site), []
    here = other.get(path).headers["Location"]

    def meanwhile(**_words):
        pre_save.disconnect(meanwhile, sender=get_user_model())
        late = {"new_password1": "late spoons rattle", "new_password2": "late spoons rattle"}
        said.append(words(other.post(here, late)))

    visitor.get(path)
    pre_save.connect(meanwhile, sender=get_user_model())
    assert "Welcome. From now on" in words(come_in(visitor, path))
    assert "This link opens nothing any more" in said[0]
    assert account().check_password(PASSWORD)
    assert other.get("/sign/").status_code == 302


def test_nobody_comes_in_before_a_password_was_chosen(organiser, visitor):
    invited(organiser)
    for password in ("", "!", account().password):
        assert not visitor.login(username="dana", password=password)


@pytest.mark.parametrize("password", ["short", "qwerty123456", "11 letters.", ""])
def test_a_password_that_is_easily_guessed_is_refused(organiser, visitor, password):
    page = come_in(visitor, invited(organiser), password)
    assert 'role="alert"' in page.content.decode()
    assert not account().has_usable_password()


@pytest.mark.parametrize(("days", "is_good"), [(6, True), (8, False)])
def test_a_link_is_good_for_a_week(organiser, visitor, clock, days, is_good):
    path = invited(organiser)
    clock.moment_ms += days * DAY_MS
    assert ("Choose a password" in words(visitor.get(path, follow=True))) is is_good


def test_another_link_makes_the_first_worthless_until_they_have_come_in(organiser, visitor):
    first = invited(organiser)
    again = {"do": "invite_again", "account": "dana"}
    second = link_in(organiser.post(PAGE, again).content.decode())
    assert "opens nothing any more" in words(visitor.get(first))
    come_in(visitor, second)
    assert "come in already" in words(organiser.post(PAGE, again, follow=True))
    assert account().check_password(PASSWORD)


@pytest.mark.parametrize("name", ["ada", "nobody", ""])
def test_there_is_no_link_for_others(organiser, name):
    again = {"do": "invite_again", "account": name}
    assert "sign for nobody here" in words(organiser.post(PAGE, again, follow=True))


def test_whoever_is_dismissed_comes_in_no_more(organiser, visitor):
    path = invited(organiser)
    who = {"do": "dismiss", "account": "dana", "party": "sponsor:Danone"}
    organiser.post(PAGE, who)
    assert "opens nothing any more" in words(visitor.get(path))


def test_a_link_opens_no_account_of_the_staff(organiser, visitor):
    path = invited(organiser)
    dana = account()
    dana.is_staff = True
    dana.save()
    assert "opens nothing any more" in words(visitor.get(path))


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"account": "ada"}, "There is an account of this name."),
        ({"account": "clock"}, "There is an account of this name."),
        ({"account": "da na"}, "valid username"),
        ({"account": ""}, "required"),
        ({"party": "sponsor:Nobody"}, "is not in the terms"),
        ({"party": "witness:Danone"}, "is not in the terms"),
        ({"email": "no address"}, "valid email"),
    ],
)
def test_what_cannot_be_is_refused_and_no_account_is_left(organiser, said, why):
    before = get_user_model()._default_manager.count()  # noqa: SLF001
    page = words(organiser.post(PAGE, DANA | said, follow=True))
    assert why in page
    assert "Nothing was written." in page
    assert get_user_model()._default_manager.count() == before  # noqa: SLF001


def test_a_moderator_invites_nobody(site):
    add_account("mo", SECRET, Role.MODERATOR)
    client = stranger(site)
    client.login(username="mo", password=SECRET)
    assert client.post(PAGE, DANA).status_code == 403
    assert not account_number("dana")


def test_a_letter_takes_the_link_and_its_address_is_kept_nowhere(site, organiser, tmp_path):
    use(replace(site, mailer=FolderMail(tmp_path / "mail", "a@meals.example")), patience_s=0)
    said = organiser.post(PAGE, DANA | {"email": "dana@danone.example"}, headers=FRENCH)
    assert "Une lettre avec un lien lui est partie" in words(said)
    assert "/sign/welcome/" not in said.content.decode()
    (path,) = Path(tmp_path / "mail").glob("*.eml")
    letter = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert letter["To"] == "dana@danone.example"
    assert "Signer pour Danone" in letter["Subject"]
    dana = stranger(site, headers=HEADERS | FRENCH)
    assert "Bienvenue" in words(come_in(dana, link_in(letter.get_content())))
    assert account().email == ""


def test_a_letter_that_does_not_go_out_leaves_the_link_to_be_handed_over(site, organiser):
    class Torn:
        """Carries nothing."""

        is_on = True

        def send(self, _mail):
            raise NotSent("the server is away", is_lasting=False)

    use(replace(site, mailer=Torn()), patience_s=0)
    page = organiser.post(PAGE, DANA | {"email": "dana@danone.example"})
    assert "The letter did not go out: the server is away" in words(page)
    assert link_in(page.content.decode())
