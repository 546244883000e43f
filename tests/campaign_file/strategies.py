"""Terms of every form, for the properties of the campaign file."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from tablee.core.network import Network
from tablee.core.promise import Measure, Milestone, Pledge, Raise, Sponsor
from tablee.core.segment import Share
from tablee.core.terms import Kind, Label, Phase, Pool, Proof, Terms, Unit
from tablee.core.text import Text

OPENS = datetime(2027, 1, 11, 7, tzinfo=UTC)
DAYS = 9

letters = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=9
)
texts = st.builds(Text, en=letters, fr=letters)
sizes = st.integers(1, 60)
moments = st.integers(0, DAYS * 24 * 3600 - 1).map(lambda each: OPENS + timedelta(seconds=each))


def named(words, least=0, most=3):
    return st.lists(st.sampled_from(words), min_size=least, max_size=most, unique=True)


@st.composite
def all_terms(draw) -> Terms:
    sponsors = draw(named(["Danone", "Carrefour", "Dairy Co", "L’Été"], 1))
    pools = draw(named(["blogs", "a", "b-2"], 1))
    kinds = draw(named(["share", "blog_post", "drawing", "x1"], 1, 4))
    phases = draw(named(["one", "two"]))
    milestones = draw(named(["first", "second"]))
    pledges = draw(named(["p", "q", "blogs"]))
    pool, sponsor = st.sampled_from(pools), st.sampled_from(sponsors)
    shares = st.lists(
        st.builds(Share, sponsor, st.integers(1, 5)),
        min_size=1,
        max_size=len(sponsors),
        unique_by=lambda share: share.sponsor,
    ).map(tuple)
    return Terms(
        slug="soup-2027",
        title=draw(texts),
        summary=draw(texts),
        opens_at=OPENS,
        closes_at=OPENS + timedelta(days=DAYS),
        time_zone=draw(st.sampled_from(["Europe/Paris", "UTC", "America/St_Johns"])),
        unit=draw(_units()),
        label=Label(draw(letters), draw(letters), draw(texts), OPENS, draw(letters)),
        sponsors=tuple(
            Sponsor(name, draw(st.integers(0, 50)), draw(st.none() | texts)) for name in sponsors
        ),
        pools=tuple(Pool(name, draw(texts)) for name in pools),
        kinds=tuple(draw(_kinds(name, pool, phases, milestones, kinds)) for name in kinds),
        pledges=tuple(Pledge(name, draw(pool), draw(sizes), draw(shares)) for name in pledges),
        raises=draw(_raises(pledges)),
        milestones=tuple(
            draw(_milestones(name, named(kinds).map(tuple), pool, shares)) for name in milestones
        ),
        phases=tuple(draw(_phases(name)) for name in phases),
        hashtag=draw(st.just("") | letters),
        networks=tuple(Network(name, draw(_options)) for name in draw(named(["bluesky", "x"]))),
    )


_options = st.dictionaries(letters, letters, max_size=3).map(
    lambda each: tuple(sorted(each.items()))
)


def _units():
    currency = st.sampled_from(["EUR", "XOF", "TND"])
    value = st.integers(1, 999_999)
    return st.builds(Unit, texts, texts, value, currency, texts, st.integers(1, 7))


def _kinds(name, pool, phases, milestones, kinds):
    return st.builds(
        Kind,
        st.just(name),
        pool,
        st.integers(1, 12),
        texts,
        texts,
        st.sampled_from(["", *phases]),
        st.sampled_from(["", *milestones]),
        pays_clicks=st.booleans(),
        proof=st.sampled_from(Proof),
        stays_days=st.integers(0, 40),
        referral_of=st.sampled_from(["", *(each for each in kinds if each != name)]),
    )


def _raises(pledges):
    if not pledges:
        return st.just(())
    one = st.builds(Raise, st.sampled_from(pledges), sizes, moments, letters, texts)
    many = st.lists(one, max_size=3, unique_by=lambda each: (each.pledge, each.effective_at))
    return many.map(tuple)


@st.composite
def _milestones(draw, name, kinds, pool, shares) -> Milestone:
    measure = draw(st.sampled_from(Measure))
    measured = () if measure is Measure.SUPPORTERS else draw(kinds)
    effect = (draw(pool), draw(sizes), draw(shares)) if draw(st.booleans()) else ("", 0, ())
    return Milestone(name, draw(texts), measure, draw(sizes), measured, *effect)


@st.composite
def _phases(draw, name) -> Phase:
    first, last = sorted(draw(st.lists(moments, min_size=2, max_size=2, unique=True)))
    return Phase(name, draw(texts), first, last)
