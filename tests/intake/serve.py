"""Serves a campaign of the tests on SQLite, in a process of its own: ``serve.py HOME PORT``."""

import sys
from datetime import UTC, datetime, timedelta

from tests import make
from tests.intake.house import KEY, no_pages

from tablee.config import read_settings
from tablee.core.key import key_digest
from tablee.front import front
from tablee.ports.desk import PartnerKey
from tablee.server import run
from tablee.usecases.issue_key import issue_key
from tablee.usecases.publish_terms import Publication, publish_terms
from tablee.wiring import open_site


def main():
    home, port = sys.argv[1:]
    site = open_site(read_settings({"TABLEE_HOME": home, "TABLEE_LOG_LEVEL": "warning"}))
    with site.desks.read() as desk:
        is_new = not desk.campaigns.every()
    if is_new:
        now = datetime.now(UTC).replace(microsecond=0)  # noqa: TID251 - a server of its own
        terms = make.terms(opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=1))
        publish_terms(site.desks, site.clock, Publication(terms, "Ada", "as agreed"))
        key = PartnerKey("shop", make.SLUG, key_digest(KEY), ())
        issue_key(site.desks, site.clock, key)
    run(front(site, no_pages), "127.0.0.1", int(port), log_level="warning")


if __name__ == "__main__":
    main()
