"""The campaign that posts are told to: published before a measurement, counted after it."""

import os
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bench import campaign
from tablee.config import read_settings
from tablee.core.post.submission import Outcome
from tablee.core.terms import Kind, Proof
from tablee.core.text import Text
from tablee.ports.desk import Desks
from tablee.usecases.publish_terms import Publication, publish_terms
from tablee.wiring import Site, check_site, open_site

VERIFIED = (Outcome.VERIFIED, Outcome.FLAGGED)


def opened() -> Site:
    """Return the site of the environment."""
    return open_site(read_settings({k: v for k, v in os.environ.items() if k[:7] == "TABLEE_"}))


def publish(site: Site) -> None:
    """Publish a campaign that is open for a week and counts posts with a link."""
    now = datetime.now(UTC).replace(microsecond=0)  # noqa: TID251 - a bench is not a rule
    text = Text("post", "billet")
    kind = Kind("post", "shares", 1, text, text, proof=Proof.LINK)
    terms = campaign.terms(now - timedelta(days=1), now + timedelta(days=6))
    terms = replace(terms, kinds=(kind,))
    publish_terms(site.desks, site.clock, Publication(terms, "the bench", "to be measured"))


def outcomes(desks: Desks) -> dict[Outcome, int]:
    """Return how many posts were told of, by what came of them."""
    with desks.read() as desk:
        return desk.submissions.count(desk.campaigns.see(campaign.SLUG).id)


def main() -> None:
    """Publish; or check that so many were told of, so many of them verified, and the books."""
    site = opened()
    if sys.argv[1] == "publish":
        publish(site)
        return
    told, verified = map(int, sys.argv[2:])
    found = outcomes(site.desks)
    assert sum(found.values()) == told, f"{found}, not {told} told of"
    assert sum(found.get(each, 0) for each in VERIFIED) == verified, f"{found}, not {verified}"
    faults = check_site(site)
    assert not faults, faults[:5]


if __name__ == "__main__":
    main()
