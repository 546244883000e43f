"""Builders for tests: the smallest campaign that makes sense, with one thing changed.

The cast: Ada organises, Ben helps her, Dana and Carl sponsor, Emil blogs, Fay shares.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tablee.core.act import Act, Claim, Evidence, State, fingerprint, supporter_key
from tablee.core.campaign import Campaign, Stage, Version
from tablee.core.post.finding import Finding
from tablee.core.post.submission import Road, Submission
from tablee.core.promise import Measure, Milestone, Pledge, Raise, Sponsor
from tablee.core.reason import Reason
from tablee.core.rulebook import as_ms
from tablee.core.segment import Segment, Share
from tablee.core.terms import Kind, Label, Phase, Pool, Proof, Terms, Unit
from tablee.core.text import Text

SLUG = "table-2026"
SECRET = b"a secret of the tests"
OPENS_AT = datetime(2026, 2, 20, tzinfo=UTC)
CLOSES_AT = datetime(2026, 3, 20, 23, 59, 59, tzinfo=UTC)
MIDDLE_MS = as_ms(datetime(2026, 3, 1, 12, tzinfo=UTC))
DAY_MS = 86_400_000


def text(words="words"):
    return Text(en=words, fr=f"{words} (fr)")


def shares(**weights):
    """``shares(Dana=3, Carl=1)``."""
    return tuple(Share(name, weight) for name, weight in weights.items())


def segment(units, **weights):
    return Segment(units, shares(**(weights or {"Dana": 1})))


def pledge(units=100, pool="blogs", name="", **weights):
    return Pledge(name or f"{pool}-pledge", pool, units, shares(**(weights or {"Dana": 1})))


def raised(units=50, pledge_name="blogs-pledge", effective_at=OPENS_AT + timedelta(days=3)):
    return Raise(pledge_name, units, effective_at, "Ada", text("more posts than we hoped"))


def milestone(name="first-ten", threshold=10, **changes):
    plain = Milestone(name, text(name), Measure.ACTS, threshold)
    return replace(plain, **changes)


def kind(name="post", rate=10, pool="blogs", **changes):
    return replace(Kind(name, pool, rate, text(name), text("write a post")), **changes)


def phase(name="first", opens_at=OPENS_AT, closes_at=CLOSES_AT):
    return Phase(name, text(name), opens_at, closes_at)


def unit(**changes):
    plain = Unit(text("meal"), text("meals"), 100, "EUR", text("counted by Ben in 2025"))
    return replace(plain, **changes)


def terms(**changes):
    """Two lines: posts at 10 meals and drawings at 3 on one, shares at 1 on the other."""
    plain = Terms(
        slug=SLUG,
        title=text("A table for all"),
        summary=text("Acts become meals"),
        opens_at=OPENS_AT,
        closes_at=CLOSES_AT,
        time_zone="Europe/Paris",
        unit=unit(),
        label=Label("The kitchen", "Ada", text("given anyway"), CLOSES_AT, "ada@kitchen.example"),
        sponsors=(Sponsor("Dana"), Sponsor("Carl")),
        pools=(Pool("blogs", text("Blogs")), Pool("shares", text("Shares"))),
        kinds=(kind(), kind("drawing", 3), kind("share", 1, "shares")),
        pledges=(pledge(), pledge(20, "shares", Dana=1, Carl=1)),
    )
    return replace(plain, **changes)


def version(number=1, effective_at_ms=0, **changes):
    return Version(number, effective_at_ms, effective_at_ms, "Ada", "as agreed", terms(**changes))


def campaign(*versions, is_replay=False):
    return Campaign(1, SLUG, is_replay, Stage.OPEN, versions or (version(),))


def supporter(name="Emil"):
    return supporter_key(SECRET, SLUG, name) if name else b""


def claim(name="https://emil.example/1", kind_name="post", by="Emil", **changes):
    """An act as it arrives; *name* is what makes it unique."""
    plain = Claim(kind_name, name, supporter(by), fingerprint(SLUG, kind_name, name))
    return plain._replace(**changes)


def unverified(name="https://emil.example/1", kind_name="post", by="Emil", **changes):
    return claim(name, kind_name, by, evidence=Evidence.CLAIM, **changes)


def act(number=1, **changes):
    """A counted post of Emil's, first in its line."""
    said = claim()
    plain = Act(
        number=number,
        kind=said.kind,
        pool="blogs",
        object=said.object,
        supporter=said.supporter,
        claim=said.fingerprint,
        evidence=said.evidence,
        units=10,
        line_start=0,
        state=State.COUNTED,
        reason=Reason.NONE,
        is_held=False,
        occurred_at_ms=MIDDLE_MS,
        received_at_ms=MIDDLE_MS,
        source="partner",
    )
    return plain._replace(**changes)


CAMPAIGN_PAGE = f"https://meals.example/c/{SLUG}/"


def post_terms(**changes):
    """Posts that must link, and referrals of them on a line of their own."""
    limits = {"per_day": 2, "in_all": 3}
    plain = terms(
        pools=(*terms().pools, Pool("referrals", text("Referrals"))),
        kinds=(
            kind(proof=Proof.LINK, **limits),
            kind("drawing", 3),
            kind("share", 1, "shares"),
            kind("referral", 5, "referrals", referral_of="post"),
        ),
        pledges=(pledge(45), pledge(20, "shares", Dana=1, Carl=1), pledge(12, "referrals")),
    )
    return replace(plain, **changes)


def submission(source="https://emil.example/1", **changes):
    """Somebody tells us of a page of Emil's."""
    plain = Submission(
        number=0,
        campaign_id=1,
        kind="post",
        source=source,
        blog=blog_of(source),
        target=CAMPAIGN_PAGE,
        road=Road.WEBMENTION,
        received_at_ms=MIDDLE_MS,
    )
    return plain._replace(**changes)


def finding(address="https://emil.example/1", **changes):
    """A good page: it is there, and links to the campaign."""
    plain = Finding(
        address=address,
        canonical=address,
        blog=blog_of(address),
        status=200,
        is_readable=True,
        is_whole=True,
        links=(CAMPAIGN_PAGE,),
        content_hash="aa",
    )
    return plain._replace(**changes)


def blog_of(address):
    return address.split("/")[2]
