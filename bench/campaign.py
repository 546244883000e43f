"""The campaign that is measured: one kind, no limit, half of its acts paid."""

from datetime import datetime

from tablee.core.promise import Pledge, Sponsor
from tablee.core.segment import Share
from tablee.core.terms import Kind, Label, Pool, Terms, Unit
from tablee.core.text import Text

SLUG = "bench"
KEY = "tb_the-bench-opens-no-other-door"
KIND = "share"
CAP = 20_000


def terms(opens_at: datetime, closes_at: datetime) -> Terms:
    """Return its terms."""
    text = Text("share", "partage")
    return Terms(
        slug=SLUG,
        title=text,
        summary=text,
        opens_at=opens_at,
        closes_at=closes_at,
        time_zone="Europe/Paris",
        unit=Unit(Text("meal", "repas"), Text("meals", "repas"), 100, "EUR", text),
        label=Label("nobody", "the bench", text, closes_at, "bench@example.org"),
        sponsors=(Sponsor("Dana"), Sponsor("Carl")),
        pools=(Pool("shares", text),),
        kinds=(Kind(KIND, "shares", 1, text, text),),
        pledges=(Pledge("shares", "shares", CAP, (Share("Dana", 2), Share("Carl", 1))),),
    )
