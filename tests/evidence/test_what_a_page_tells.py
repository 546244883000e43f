"""What a page says of itself: whether it names us, its address, its words, its wish to be left."""

import pytest
from tests.evidence.pages import LINK, NOW_MS, TARGET, fetched, look

from tablee.core.post.finding import Display
from tablee.evidence.page import Target, read_page
from tablee.evidence.text import distance

WORDS = " ".join(f"soupe{n} pain beurre" for n in range(60))


@pytest.mark.parametrize(
    ("page", "named"),
    [
        ("<p>We share! #Restos2012", True),
        ("<p>we share: (#RESTOS2012)!", True),
        ("<p>\uff03\uff32estos2012", True),
        ("<p><a>#<span>Restos2012</span></a>", True),
        ("<p>#Restos2012bis", False),
        ("<p>x#Restos2012", False),
        ("<p>Restos2012", False),
        ("<p>Voici « un\n billet, dix&nbsp;repas »", True),
        ("<p>Aucun billet, dix repas", False),
        ("<title>Un billet, dix repas</title>", True),
        ("<p hidden>#Restos2012", False),
        ('<p style="display:none">#Restos2012', False),
        ("<script>'#Restos2012'</script>", False),
        ("<!-- #Restos2012 -->", False),
        ("<textarea>#Restos2012</textarea>", False),
        ('<p title="#Restos2012">', False),
        ("<p>nothing", False),
    ],
)
def test_the_text_names_the_campaign_by_hashtag_or_title(page, named):
    assert look(page).is_naming is named


def test_apostrophes_are_all_one():
    target = Target("x", (), "", ("L’été des restos",))
    assert read_page(fetched("<p>l'ÉTÉ des restos"), target, now_ms=0).is_naming


def test_a_campaign_without_names_is_not_named():
    assert not read_page(fetched("<p># x"), Target("x", ()), now_ms=0).is_naming


@pytest.mark.parametrize(
    ("page", "headers", "opted"),
    [
        ('<meta name="robots" content="noindex, follow">', {}, True),
        ('<meta name="ROBOTS" content="NONE">', {}, True),
        ("<p>I am #nobot here", {}, True),
        ("<p>", {"x_robots_tag": "noindex"}, True),
        ("<p>", {"x_robots_tag": "googlebot: noindex"}, False),
        ('<meta name="robots" content="index,follow">', {}, False),
        ("<p>#nobots", {}, False),
    ],
)
def test_a_page_may_ask_to_be_left_alone(page, headers, opted):
    assert look(page, **headers).is_opted_out is opted


@pytest.mark.conformance("DD-01", "DD-02")
@pytest.mark.parametrize(
    ("head", "headers", "canonical"),
    [
        ('<link rel="canonical" href="/2012/soupe">', {}, "https://lea.example/2012/soupe"),
        ('<link rel="x CANONICAL" href="//www.lea.example/1">', {}, "https://lea.example/1"),
        ('<meta property="og:url" content="https://lea.example/2">', {}, "https://lea.example/2"),
        ("", {"link": '<https://lea.example/3>; rel="canonical"'}, "https://lea.example/3"),
        ("", {"link": "</x>; rel=next, </4>; rel=canonical"}, "https://lea.example/4"),
        ('<base href="/b/"><link rel=canonical href=5>', {}, "https://lea.example/b/5"),
        ('<link rel="canonical" href="https://tom.example/1">', {}, "https://lea.example/soup"),
        ('<meta property="og:url" content="//tom.example/">', {}, "https://lea.example/soup"),
        ('<link rel="canonical" href="https://lea.example/">', {}, "https://lea.example/soup"),
        ('<link rel="amphtml" href="/amp">', {}, "https://lea.example/soup"),
        ('<link rel="canonical" href="https://[">', {}, "https://lea.example/soup"),
        ('</head><body><link rel="canonical" href="/6">', {}, "https://lea.example/soup"),
    ],
)
def test_the_address_it_gives_is_believed_within_its_blog(head, headers, canonical):
    assert look(f"<head>{head}", **headers).canonical == canonical


def test_what_is_shown_of_it_is_text():
    page = """<!doctype html><html lang="fr-FR"><head><title>Lea &amp; Co » Soupe</title>
    <meta property="og:title" content="  La \u202esoupe\n de&#0; \u200bLéa &lt;b>">
    <meta name="author" content="Léa"><meta name="description" content="Une soupe.">
    <meta property="article:published_time" content="2012-02-20T10:00:00+01:00"></head>"""
    assert look(page).display == Display(
        "La soupe de� Léa <b>", "Léa", "Une soupe.", "fr", 1329728400000
    )


def test_without_metadata_the_page_itself_is_read():
    page = """<h1>Soupe</h1><p>Short.</p><p>A first paragraph that says what it is all about.</p>
    <a rel="author" href="/">Tom</a><time datetime="2012-02-20">20 February</time>"""
    display = look(page, content_language="fr").display
    assert (display.title, display.author, display.language) == ("Soupe", "Tom", "fr")
    assert display.excerpt.startswith("A first paragraph")
    assert display.published_at_ms == 1329696000000


def test_a_date_to_come_or_from_before_the_web_is_none():
    for date in ("2999-01-01", "1066-10-14", "x", "9999-12-31T23:59:59-12:00"):
        page = f'<meta property="article:published_time" content="{date}">'
        assert look(page).display.published_at_ms == 0


def test_the_likeness_is_that_of_the_post_not_of_its_frame():
    def framed(text: str, frame: str) -> int:
        return look(f"<nav>{frame}</nav><article>{text}</article><footer>{frame}").likeness

    one = framed(WORDS, "about contact archive")
    assert distance(one, framed(WORDS, "quite another blog with other words " * 30)) == 0
    assert distance(one, framed(WORDS.replace("soupe7 ", "soupe8 "), "about")) < 8
    other = " ".join(f"velo{n} route montagne" for n in range(60))
    assert distance(one, framed(other, "about contact archive")) > 16
    assert look("<p>Too short").likeness == 0


def test_what_was_cut_says_so():
    whole = fetched(LINK)
    assert read_page(whole, TARGET, now_ms=NOW_MS).is_whole
    assert not read_page(whole._replace(is_whole=False), TARGET, now_ms=NOW_MS).is_whole
    assert not look(LINK + "x" * 1_048_576).is_whole


def test_a_page_at_an_address_no_post_can_have_is_not_readable():
    finding = look(LINK, address="https://lea@lea.example/1")
    assert (finding.is_readable, finding.canonical, finding.links) == (False, "", ())
