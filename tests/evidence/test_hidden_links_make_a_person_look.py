"""A link nobody can see, and a page of links, are said to be so; nothing is decided here."""

import pytest
from tests.evidence.pages import CAMPAIGN, LINK, look

from tablee.evidence.page.hiding import is_style_hiding


@pytest.mark.conformance("VF-12")
@pytest.mark.parametrize(
    "style",
    [
        "display:none",
        "DISPLAY : None !important; color: red",
        "color:red;display:/* x */none",
        r"d\69splay: none",
        "visibility:hidden",
        "visibility: collapse",
        "font-size:0",
        "font-size: 0.0em",
        "font-size:1px",
        "font: 0/0 a",
        "opacity:0",
        "opacity: .0",
        "text-indent:-9999px",
        "position:absolute;left:-10000px",
        "margin-left: -9999em",
        "position:absolute;clip:rect(0 0 0 0)",
        "clip-path: inset(50%)",
        "transform: scale(0)",
        "color:transparent",
        "height:0;overflow:hidden",
        "overflow:hidden;width:1px",
    ],
)
def test_styles_that_hide(style):
    assert is_style_hiding(style)
    for page in (
        f'<p style="{style}">Soup {LINK}</p>',
        f'<div style="{style}"><p><b>Soup {LINK}</b></p></div>',
        f'<a style="{style}" href="{CAMPAIGN}">ten meals</a>',
        f'<b style="{style}">{LINK}</b>',
    ):
        finding = look(page)
        assert (len(finding.links), finding.is_link_visible) == (1, False)


@pytest.mark.parametrize(
    "style",
    [
        "",
        "display:block",
        "font-size:10px",
        "font-size:0.9em",
        "font-size:100%",
        "font: italic 12px/1 serif",
        "font:bold 1.5em serif",
        "opacity:0.5",
        "opacity:1",
        "text-indent:-2em",
        "margin-left:-100px",
        "left:0",
        "height:0;padding-bottom:56%",
        "line-height:0;overflow:hidden",
        "width:100px;overflow:hidden",
        "color:red",
        "content:'display:none'",
        "transform: scale(0.5)",
    ],
)
def test_styles_that_show(style):
    assert not is_style_hiding(style)


@pytest.mark.conformance("VF-12")
@pytest.mark.parametrize(
    "page",
    [
        f"<p hidden>{LINK}</p>",
        f"<dialog>{LINK}</dialog>",
        f'<dialog id="x">{LINK}</dialog>',
        f'<p style="{"color:red;" * 2000}display:none">{LINK}</p>',
        f'<p hidden="until-found">{LINK}</p>',
        f'<div aria-hidden="TRUE"><p>{LINK}</p></div>',
        f'<span class="x screen-reader-text">{LINK}</span>',
        f'<a href="{CAMPAIGN}"></a>',
        f'<a href="{CAMPAIGN}"> &nbsp;&#8203;</a>',
        f'<a href="{CAMPAIGN}"><img src="dot.gif" width="1" height="1"></a>',
        f'<img src="{CAMPAIGN}" width="0">',
        "<div>" * 500 + LINK,
    ],
)
def test_links_without_anything_to_see(page):
    finding = look(page)
    assert (len(finding.links), finding.is_link_visible) == (1, False)


@pytest.mark.conformance("VF-12")
def test_one_link_that_is_seen_is_enough():
    assert look(f"<p hidden>{LINK}</p><p>{LINK}</p>").is_link_visible
    assert look(f'<a href="{CAMPAIGN}"><img src="meals.png" alt=""></a>').is_link_visible


@pytest.mark.conformance("VF-12")
@pytest.mark.parametrize("rel", ["nofollow", "ugc", "sponsored", "nofollow noopener ugc"])
def test_links_that_search_engines_ignore_count(rel):
    finding = look(f'<a rel="{rel}" href="{CAMPAIGN}">ten meals</a>')
    assert (len(finding.links), finding.is_link_visible) == (1, True)


@pytest.mark.conformance("VF-12")
def test_a_link_marked_as_a_visitors_is_not_the_authors():
    comment = f'<a rel="external ugc nofollow" href="{CAMPAIGN}">a visitor</a>'
    assert not look(comment).is_link_own
    assert look(comment + LINK).is_link_own
    assert look(f'<a rel="nofollow" href="{CAMPAIGN}">a careful author</a>').is_link_own
    assert look("nothing").is_link_own


@pytest.mark.conformance("VF-12")
def test_other_sites_are_counted_once_each():
    links = "".join(
        f'<a href="https://www.site{n}.example/{m}">x</a>' for n in range(150) for m in "ab"
    )
    own = '<a href="/a">x</a><a href="https://www.lea.example/b">x</a><a href="//lea.example">x</a>'
    assert look(own + LINK + links).outside_links == 150
    assert look(own + LINK).outside_links == 0


def test_a_page_of_nothing_but_hosts_is_counted_to_a_bound():
    page = "".join(f"<a href=//h{n}.example>" for n in range(5000))
    assert 100 <= look(page).outside_links <= 1000
