"""Campaigns to show: one like that of 2012, at a chosen moment, with acts on every line."""

from dataclasses import dataclass
from datetime import UTC, datetime

from tablee.core.act import Claim, Evidence, fingerprint, supporter_key
from tablee.core.promise import Measure, Milestone, Pledge, Raise, Sponsor
from tablee.core.rulebook import as_ms
from tablee.core.segment import Share
from tablee.core.terms import Kind, Label, Pool, Terms, Unit
from tablee.core.text import Text
from tablee.ports.desk import Note
from tablee.usecases.advance import advance_campaign
from tablee.usecases.post_note import post_note
from tablee.usecases.publish_terms import Publication, publish_terms
from tablee.usecases.record_acts import record_acts
from tablee.web.site import Site

SLUG = "restos-2012"
BOTH = (Share("Danone", 1), Share("Carrefour", 1))
OPENING = datetime(2012, 2, 19, 23, tzinfo=UTC)
NOON = datetime(2012, 2, 24, 11, tzinfo=UTC)


@dataclass
class StoppedClock:
    """A clock that stands still until somebody moves it."""

    moment_ms: int = as_ms(OPENING) + 3_600_000

    def now_ms(self) -> int:
        return self.moment_ms


def one(text: str) -> Text:
    return Text(en=text, fr=text)


def kinds() -> tuple[Kind, ...]:
    share = Text(en="Make the campaign known.", fr="Faites connaître l’opération.")
    tag = Text(en="On the fediverse, Bluesky or X.", fr="Sur le fédivers, Bluesky ou X.")
    post = Text(
        en="Name the campaign or link to it, whatever you say.",
        fr="Nommez l’opération ou liez-la, quoi que vous en disiez.",
    )
    draw = Text(en="Draw for the campaign, then tell us where.", fr="Dessinez, puis dites-nous où.")
    return (
        Kind("blog_post", "blogs", 10, Text(en="Write a post", fr="Écrire un billet"), post),
        Kind("drawing", "drawings", 15, Text(en="Draw", fr="Dessiner"), draw, in_all=3),
        Kind("hashtag_post", "twitter", 1, one("#Restos2012"), tag, per_day=5),
        Kind("share", "facebook", 1, Text(en="Share", fr="Partager"), share, pays_clicks=True),
    )


def label() -> Label:
    return Label(
        beneficiary="Les Restos du Cœur",
        organiser="La Netscouade",
        remainder=Text(
            en="is not given if it is not earned", fr="n’est pas versé s’il n’est pas gagné"
        ),
        paid_by=datetime(2012, 4, 30, 22, tzinfo=UTC),
        contact="restos@netscouade.example",
    )


def raises() -> tuple[Raise, ...]:
    return (
        Raise(
            "twitter",
            9_000,
            datetime(2012, 2, 23, 9, tzinfo=UTC),
            "Danone, Carrefour",
            Text(
                en="The thousand fell in a few hours.",
                fr="Les mille sont tombés en quelques heures.",
            ),
        ),
        Raise(
            "blogs",
            10_000,
            datetime(2012, 2, 23, 9, tzinfo=UTC),
            "Danone, Carrefour",
            Text(en="Bloggers ask for more.", fr="Les blogueurs en redemandent."),
        ),
    )


def crowd() -> Milestone:
    return Milestone(
        "crowd",
        Text(en="2,000 posts", fr="2 000 billets"),
        Measure.ACTS,
        2_000,
        ("blog_post",),
        "drawings",
        750,
        (Share("Danone", 1),),
    )


def terms(portions: int = 1) -> Terms:
    return Terms(
        slug=SLUG,
        title=Text(
            en="Your posts, drawings and messages become meals for Les Restos du Cœur",
            fr="Vos billets, dessins et messages deviennent des repas pour Les Restos du Cœur",
        ),
        summary=Text(
            en="Danone and Carrefour pay for each meal that your acts earn.",
            fr="Danone et Carrefour paient chaque repas que vos actions font gagner.",
        ),
        opens_at=OPENING,
        closes_at=datetime(2012, 3, 26, 21, 59, 59, tzinfo=UTC),
        time_zone="Europe/Paris",
        unit=Unit(
            Text(en="meal", fr="repas"),
            Text(en="meals", fr="repas"),
            100,
            "EUR",
            Text(en="Cost of a meal, January 2012", fr="Coût d’un repas, janvier 2012"),
            portions,
        ),
        label=label(),
        sponsors=(
            Sponsor(
                "Danone",
                5_000,
                Text(en="We are at the table with you.", fr="Nous sommes à table avec vous."),
            ),
            Sponsor("Carrefour", 5_000),
        ),
        pools=(
            Pool("facebook", Text(en="Shares on Facebook", fr="Partages sur Facebook")),
            Pool("twitter", one("#Restos2012")),
            Pool("blogs", Text(en="Blog posts", fr="Billets de blog")),
            Pool("drawings", Text(en="Drawings", fr="Dessins")),
        ),
        kinds=kinds(),
        pledges=(
            Pledge("facebook", "facebook", 5_000, BOTH),
            Pledge("twitter", "twitter", 1_000, BOTH),
            Pledge("blogs", "blogs", 25_000, BOTH),
            Pledge("drawings", "drawings", 2_250, BOTH),
        ),
        raises=raises(),
        milestones=(crowd(),),
        hashtag="Restos2012",
    )


def claims(kind: str, count: int, evidence: Evidence = Evidence.PUBLIC) -> list[Claim]:
    addresses = [f"https://{evidence}{number}.example/{kind}" for number in range(count)]
    return [
        Claim(
            kind,
            address,
            supporter_key(b"a secret", SLUG, address),
            fingerprint(SLUG, kind, address),
            None,
            evidence,
        )
        for address in addresses
    ]


def open_campaign(site: Site, *, is_replay: bool = False, portions: int = 1) -> None:
    publication = Publication(terms(portions), "La Netscouade", "opening", None, is_replay)
    publish_terms(site.desks, site.clock, publication)


def act(site: Site, kind: str, count: int, evidence: Evidence = Evidence.PUBLIC) -> None:
    record_acts(site.desks, site.clock, SLUG, claims(kind, count, evidence), "partner")


def fill(site: Site, clock: StoppedClock) -> None:
    """Let a few days pass, and everybody act."""
    act(site, "hashtag_post", 1_400)
    act(site, "share", 9_300)
    act(site, "blog_post", 40)
    clock.moment_ms = as_ms(NOON)
    advance_campaign(site.desks, site.clock, SLUG)
    act(site, "hashtag_post", 7_430)
    act(site, "blog_post", 1_125)
    act(site, "blog_post", 84, Evidence.CLAIM)
    act(site, "drawing", 64)
    act(site, "drawing", 3, Evidence.CLAIM)
    note = Note(
        "Les Restos du Cœur",
        "Thank you: the kitchens are ready.",
        "Merci : les cuisines sont prêtes.",
        as_ms(NOON),
    )
    post_note(site.desks, SLUG, note)
