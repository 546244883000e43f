"""The words and links of a post, out of the piece of HTML in which a network embeds it."""

from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

from tablee.evidence.page import Target
from tablee.evidence.page.target import fold

LONGEST = 20_000
"""Characters of HTML that are read: no post is longer."""
MOST_LINKS = 20
LONGEST_EXCERPT = 300
LONGEST_NAME = 100


class Words(NamedTuple):
    """What a post says."""

    text: str = ""
    links: tuple[str, ...] = ()
    language: str = ""


def quoted(html: str) -> Words:
    """Return what is quoted in *html*: its paragraphs, and not whose they are or when.

    >>> quoted('<blockquote><p lang="en">Soup! <a href="/tag">#soup</a></p>Emil #x</blockquote>')
    Words(text='Soup! #soup', links=('/tag',), language='en')
    """
    tree = LexborHTMLParser(html[:LONGEST])
    for unread in tree.css("script,style,template,noscript,iframe"):
        unread.decompose()
    paragraphs = tree.css("blockquote > p")
    links = [link.attributes.get("href") for each in paragraphs for link in each.css("a[href]")]
    language = next((each.attributes.get("lang") for each in paragraphs), "") or ""
    return Words(
        plain(" ".join(each.text(separator="") for each in paragraphs)),
        tuple(link for link in links[:MOST_LINKS] if link),
        language[:2].lower() if language[:2].isalpha() and language[:2].isascii() else "",
    )


def names(target: Target, text: str) -> bool:
    """Return whether *text* has the campaign's hashtag; its title, where it has no hashtag."""
    wanted = target._replace(names=()) if target.hashtag else target
    return wanted.is_named_in(fold(text))


def plain(text: str) -> str:
    """Return *text* on one line, without what cannot be seen."""
    shown = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(shown.split())
