"""Fills a site with posts left to people: `python -m tests.journeys.flagged 30`."""

import os
import sys
from datetime import UTC, datetime, timedelta

from tests import make

from tablee.config import read_settings
from tablee.core.post.finding import Display, Finding
from tablee.core.post.submission import Road
from tablee.core.terms import Proof
from tablee.usecases.posts.looking import Look
from tablee.usecases.posts.settle_looks import Settling, settle_looks
from tablee.usecases.posts.submit_posts import Told, submit_posts
from tablee.usecases.publish_terms import Publication, publish_terms
from tablee.web.settings import WEB
from tablee.wiring import open_site

FARM_LINKS = 200


def told(number: int) -> Told:
    blog = f"blog-{number}.example"
    target = f"https://meals.example/c/{make.SLUG}/"
    return Told(make.SLUG, f"https://{blog}/post", blog, target, Road.WEBMENTION)


def finding(page: Told) -> Finding:
    """A post that links to the campaign, and to two hundred other sites."""
    return Finding(
        address=page.source,
        canonical=page.source,
        blog=page.blog,
        status=200,
        is_readable=True,
        is_whole=True,
        links=(page.target,),
        outside_links=FARM_LINKS,
        display=Display(title=f"Soup at {page.blog}", excerpt="Every post brings ten meals."),
    )


def main(count: int) -> None:
    site = open_site(read_settings(os.environ), web=WEB)
    now = datetime.fromtimestamp(site.clock.now_ms() // 1_000, UTC)
    terms = make.terms(
        opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=30),
        kinds=(make.kind(proof=Proof.LINK), make.kind("share", 1, "shares")),
        pledges=(make.pledge(10 * count), make.pledge(20, "shares")),
    )
    publish_terms(site.desks, site.clock, Publication(terms, "Ada", "opening"))
    pages = [told(number) for number in range(count)]
    looks = [
        Look(taken.submission.number, finding(page))
        for page, taken in zip(pages, submit_posts(site.desks, site.clock, pages), strict=True)
    ]
    settle_looks(site.desks, site.clock, Settling(make.SLUG, looks, site.secret))


if __name__ == "__main__":
    main(int(sys.argv[1]))
