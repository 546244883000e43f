"""What a look at a page showed: facts only, drawn from it by a reader that decides nothing."""

from enum import StrEnum
from typing import NamedTuple


class Flag(StrEnum):
    """Something about a page that makes a person look before it counts. Codes are public."""

    HIDDEN_LINK = "hidden_link"
    """The link is there, but nobody can see it."""
    COMMENT_LINK = "comment_link"
    """The link is marked as somebody else's words, as blogs mark their comments (``ugc``)."""
    LINK_FARM = "link_farm"
    """The page links to a great many other sites."""
    NEAR_DUPLICATE = "near_duplicate"
    """Its text is nearly that of another post of this campaign."""
    YOUNG_BLOG = "young_blog"
    """As far as its pages say, the blog has only just begun."""
    SPAM_SCORE = "spam_score"
    """The spam service says so, or could not be asked."""
    BLOCKED_HOST = "blocked_host"
    """Its host is on the list of those a person looks at first."""
    BY_REQUEST = "by_request"
    """The sender asked for a person to look, where we found nothing."""
    CLOSED_NETWORK = "closed_network"
    """Its network does not let us see what the post says: a person looks at it there."""


NOT_SEEN = frozenset({Flag.BY_REQUEST, Flag.CLOSED_NETWORK})
"""Flags of posts of which we have seen nothing that counts: whose they are, a person judges."""


class Display(NamedTuple):
    """What is shown of a post: always as text, never as markup, never as a picture."""

    title: str = ""
    author: str = ""
    excerpt: str = ""
    language: str = ""
    """As ``fr`` or ``en``; empty when the page does not say."""
    published_at_ms: int = 0
    """As the page says; 0 when it does not."""


class Finding(NamedTuple):
    """What one look at one page showed."""

    address: str
    """The final address, after redirects."""
    canonical: str
    """The canonical address: what makes the post unique."""
    blog: str
    """Whose page it is: see `Submission.blog`."""
    status: int
    """The HTTP status; 410 also where the page itself says so."""
    is_readable: bool
    """Whether it is a sort of document in which a link can be found."""
    is_whole: bool
    links: tuple[str, ...] = ()
    """Addresses of ours to which it links, as they stand there; empty when none."""
    is_link_visible: bool = True
    is_link_own: bool = True
    """Whether the page's author made it; false where every one is marked as a visitor's."""
    is_naming: bool = False
    """Whether the text names the campaign by its hashtag or title."""
    outside_links: int = 0
    """Other sites linked to, counted once each."""
    is_closed: bool = False
    """Whether there may be more in it than its network lets us see."""
    is_opted_out: bool = False
    """Whether the page asks robots not to index it (``noindex``, ``#nobot``)."""
    started_at_ms: int = 0
    """The earliest date by which the blog is known to have existed; 0 when unknown."""
    likeness: int = 0
    """A 64-bit simhash of the text; 0 when there is too little text to compare."""
    content_hash: str = ""
    """Hex SHA-256 of the body as read."""
    display: Display = Display()

    @property
    def is_front(self) -> bool:
        """Whether it is where a blog begins: what stands there today is gone tomorrow."""
        place = self.canonical.partition("://")[2].rstrip("/")
        return bool(place) and ("/" not in place or place == self.blog)
