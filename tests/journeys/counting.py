"""Opens a campaign that counts posts by themselves: `python -m tests.journeys.counting`."""

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
        kinds=(
            make.kind(proof=Proof.LINK),
            make.kind("parrainage", 5, referral_of="post"),
            make.kind("drawing", 3),
            make.kind("share", 1, "shares", pays_clicks=True),
        ),
        pledges=(make.pledge(1_000), make.pledge(20, "shares")),
    )
    publish_terms(site.desks, site.clock, Publication(terms, "Ada", "opening"))


if __name__ == "__main__":
    main()
