"""A campaign that counts posts by themselves, and what the worker finds at their pages."""

from dataclasses import replace
from urllib.parse import urlsplit

from tests.web import samples
from tests.web.samples import SLUG

from tablee.core.post.finding import Display, Finding
from tablee.core.post.submission import Submission
from tablee.core.receipt import receipt_token
from tablee.core.terms import Kind, Proof, Terms
from tablee.core.text import Text
from tablee.ports.tasks import Hold
from tablee.usecases.posts.looking import Look
from tablee.usecases.posts.settle_looks import Settled, Settling, settle_looks
from tablee.usecases.publish_terms import Publication, publish_terms
from tablee.web.keys import read_post_key
from tablee.web.site import Site

FORM = f"/c/{SLUG}/act/blog_post"
PAGE = f"http://127.0.0.1/c/{SLUG}/"
SOUP = "https://emil.example/soup"
HOLD = Hold("a test", samples.as_ms(samples.NOON) + 3_600_000)


def terms() -> Terms:
    """Terms by which posts are verified, and bring something to whoever brought them."""
    plain = samples.terms()
    call = Text(en="Bring a blogger.", fr="Amenez un blogueur.")
    brought = Kind(
        "parrainage",
        "blogs",
        5,
        Text(en="Bring others", fr="Parrainage"),
        call,
        referral_of="blog_post",
    )
    posts = tuple(
        replace(kind, proof=Proof.LINK) if kind.name == "blog_post" else kind
        for kind in plain.kinds
    )
    return replace(plain, kinds=(*posts, brought), milestones=())


def open_campaign(site: Site) -> None:
    publish_terms(site.desks, site.clock, Publication(terms(), "La Netscouade", "opening", None))


def submission_at(site: Site, location: str) -> Submission:
    """Return the submission whose status page is at *location*."""
    token = urlsplit(location).path.rpartition("/")[2]
    number = read_post_key(SLUG, token).number
    with site.desks.read() as desk:
        found = desk.submissions.get(number)
    assert found is not None
    return found


def finding(address: str = SOUP, **seen) -> Finding:
    """What a look at a good post shows."""
    whole = {"status": 200, "is_readable": True, "is_whole": True, "links": (PAGE,)}
    plain = Finding(address, address, urlsplit(address).hostname or "", **(whole | seen))
    return plain if plain.display != Display() else plain._replace(display=Display("Soup for all"))


def look(site: Site, location: str, **seen) -> Settled:
    """Let the worker look at the page whose status page is at *location*."""
    submission = submission_at(site, location)
    looks = [Look(submission.number, finding(submission.source, **seen))]
    (settled,) = settle_looks(site.desks, site.clock, Settling(SLUG, looks, site.secret))
    return settled


def receipt_of(site: Site, number: int) -> str:
    return f"/c/{SLUG}/acts/{receipt_token(site.secret, SLUG, number)}"
