"""The campaign page says what is earned, what waits, what nobody pays, and why."""

from dataclasses import replace

import pytest
from tests.web import samples
from tests.web.reading_pages import figures, words
from tests.web.samples import NOON, SLUG, as_ms

from tablee.store.queries import act_on_place
from tablee.usecases.close_campaign import close_campaign
from tablee.web.site import use
from tablee.wiring import memory_site

PAGE = f"/c/{SLUG}/"


@pytest.fixture
def fresh(settings, clock):
    """Makes a site in memory with a campaign of its own, and shows it."""

    def make(**kwargs):
        clock.moment_ms = as_ms(samples.OPENING) + 1
        made = memory_site(settings=settings, clock=clock)
        samples.open_campaign(made, **kwargs)
        use(made)
        return made

    return make


def test_the_three_numbers_are_never_one(browser):
    assert figures(browser.get(PAGE)) == {
        "without_purchases.paid": "24,640",
        "without_purchases.pending": "885",
        "without_purchases.unpaid": "4,300",
        "facebook:paid": "5,000",
        "facebook:pending": "0",
        "facebook:unpaid": "4,300",
        "twitter:paid": "7,430",
        "twitter:pending": "0",
        "twitter:unpaid": "0",
        "blogs:paid": "11,250",
        "blogs:pending": "840",
        "blogs:unpaid": "0",
        "drawings:paid": "960",
        "drawings:pending": "45",
        "drawings:unpaid": "0",
    }


def test_figures_are_written_as_each_language_writes_them(browser):
    french = figures(browser.get(PAGE, headers={"accept-language": "fr"}))
    assert french["without_purchases.paid"] == "24 640"


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        (
            "en",
            [
                "meals earned, paid by Danone and Carrefour",
                "31 days to go",
                "Full since 20 February 2012, 01:00 CET.",
                "4,300 meals came after the promises had run out",
                "Lengthened from 1,000 to 10,000 meals on 23 February 2012.",
                "brings no more meals",
                "10,000 meals, even if nobody acts",
                "is not given if it is not earned",
                "1,125 of 2,000 acts",
                "Danone, Carrefour: The thousand fell in a few hours.",
                "Thank you: the kitchens are ready.",
            ],
        ),
        (
            "fr",
            [
                "repas gagnés, payés par Danone et Carrefour",
                "encore 31 jours",
                "La ligne est pleine depuis le 20 février 2012 à 1 h 00 CET.",
                "ne donne plus de repas",
                "Rallongée de 1 000 à 10 000 repas le 23 février 2012.",
                "n’est pas versé s’il n’est pas gagné",
                "Merci : les cuisines sont prêtes.",
            ],
        ),
    ],
)
def test_everything_is_said_in_words(browser, language, sentences):
    said = words(browser.get(PAGE, headers={"accept-language": language}))
    assert [sentence for sentence in sentences if sentence not in said] == []


def test_the_picture_has_a_full_text_alternative(browser):
    page = browser.get(PAGE).content.decode().replace("\u00a0", " ")
    assert (
        'role="img" aria-label="A table for 5,000 meals: 5,000 meals earned, 0 meals pending,'
        " 0 meals still to be won, 4,300 meals beyond its edge and unpaid. 9,300 acts in all."
    ) in page


def test_what_nobody_has_looked_at_is_never_linked(site, browser, send):
    samples.act(site, "blog_post", 1, samples.Evidence.CLAIM)
    send(f"{PAGE}act/drawing", {"address": "https://pills.example/buy"})
    assert "pills.example" not in browser.get(PAGE).content.decode()


def test_a_replay_says_so_on_every_page(fresh, browser):
    fresh(is_replay=True)
    for path in (PAGE, f"{PAGE}act/blog_post"):
        assert "This is a replay." in words(browser.get(path))
    assert "Replay of a past campaign" in words(browser.get("/"))


def test_the_empty_table_invites(fresh, browser):
    fresh()
    said = words(browser.get(PAGE))
    assert "the first plate is waiting" in said
    assert figures(browser.get(PAGE))["without_purchases.paid"] == "0"


def test_portions_are_shown_beside_the_units_they_make(fresh, browser):
    made = fresh(portions=5)
    samples.act(made, "share", 7)
    said = words(browser.get(PAGE))
    assert "5 portions make one" in said
    assert "+1 portion" in said
    assert figures(browser.get(PAGE))["facebook:paid"] == "1"


def test_a_closed_campaign_says_that_appeals_still_run(site, clock, browser):
    clock.moment_ms = as_ms(NOON)
    close_campaign(site.desks, site.clock, SLUG, "Ada")
    said = words(browser.get(PAGE))
    assert "This campaign is closed." in said
    assert "no longer counted" in said
    assert "How people acted" in said


def test_after_the_end_the_page_says_when_it_ended(clock, browser):
    clock.moment_ms = as_ms(samples.terms().closes_at) + 3_600_000
    said = words(browser.get(PAGE))
    assert "ended on 26 March 2012" in said
    assert "This campaign has ended." in said


def test_before_the_opening_the_page_says_when_it_opens(fresh, clock, browser):
    fresh()
    clock.moment_ms = as_ms(samples.OPENING) - 36 * 3_600_000
    said = words(browser.get(PAGE))
    assert "opens in 2 days" in said
    assert "counts from 20 February 2012" in said


def test_share_links_are_plain_links_with_the_signed_address_inside(browser):
    page = browser.get(PAGE).content.decode()
    assert "https://www.facebook.com/sharer/sharer.php?u=http%3A%2F%2F127.0.0.1%2Fc%2F" in page
    assert "%2Fs%2Ffacebook%2F" in page


def test_refusals_are_published_by_reason(site, browser, send):
    samples.act(site, "drawing", 1)
    for number in range(5):
        send(f"{PAGE}act/drawing", {"address": f"https://one.example/{number}"})
    said = words(browser.get(PAGE))
    assert "Not counted, and why" in said
    assert "You have reached the number of such acts that count for one participant. 2" in said


def test_the_public_address_is_the_one_that_is_shared(site, browser):
    home = site.settings
    use(replace(site, settings=replace(home, public_url="https://meals.example")))
    page = browser.get(PAGE).content.decode()
    assert "u=https%3A%2F%2Fmeals.example%2Fc%2F" in page
    assert '<link rel="canonical" href="https://meals.example/c/' in page


@pytest.mark.parametrize("is_kept", [True, False])
def test_the_moment_a_small_line_was_full_is_found_among_many_acts(site, fresh, clock, is_kept):
    made = site if is_kept else fresh()
    samples.act(made, "hashtag_post", 900)
    clock.moment_ms += 3_600_000
    samples.act(made, "drawing", 150)
    clock.moment_ms += 3_600_000
    samples.act(made, "share", 900)
    with made.desks.read() as desk:
        campaign = desk.campaigns.see(SLUG)
        last = act_on_place(desk, campaign, "drawings", 150 * 15 - 1)
        assert (last.kind, last.units) == ("drawing", 15)
        assert act_on_place(desk, campaign, "drawings", 10**9) is None
