"""Words of strangers, made fit for every database."""

from tablee.core.post.post import Post
from tablee.ports.blogs import Blog

LANGUAGE_LENGTH = 35
"""Longer names of languages are nobody's."""


def storable(text: str) -> str:
    """Return *text* without what PostgreSQL or UTF-8 cannot hold.

    >>> storable("a" + chr(0) + "b" + chr(0xD800))
    'ab?'
    """
    if text.isascii():
        return text.replace("\0", "")
    return text.replace("\0", "").encode(errors="replace").decode()


def storable_post(post: Post) -> Post:
    """Return *post* with what its page says of itself made fit."""
    display = post.display
    fit = display._replace(
        title=storable(display.title),
        author=storable(display.author),
        excerpt=storable(display.excerpt),
        language=storable(display.language)[:LANGUAGE_LENGTH],
    )
    return post if fit == display else post._replace(display=fit)


def storable_blog(blog: Blog) -> Blog:
    """Return *blog* with what its server says of itself made fit."""
    return blog._replace(
        title=storable(blog.title),
        etag=storable(blog.etag),
        modified=storable(blog.modified),
        trouble=storable(blog.trouble),
    )
