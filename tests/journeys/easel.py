"""Opens a campaign in which people draw on the page: `python -m tests.journeys.easel`."""

import os
from datetime import UTC, datetime, timedelta

from tests import make

from tablee.config import read_settings
from tablee.core.terms import Proof
from tablee.usecases.publish_terms import Publication, publish_terms
from tablee.web.settings import WEB
from tablee.wiring import open_site


def main() -> None:
    site = open_site(read_settings(os.environ), web=WEB)
    now = datetime.fromtimestamp(site.clock.now_ms() // 1_000, UTC)
    terms = make.terms(
        opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=30),
        kinds=(make.kind("drawing", 15, proof=Proof.PICTURE), make.kind("share", 1, "shares")),
        pledges=(make.pledge(2_250), make.pledge(20, "shares")),
    )
    publish_terms(site.desks, site.clock, Publication(terms, "Ada", "opening"))


if __name__ == "__main__":
    main()
