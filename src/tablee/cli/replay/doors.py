"""Which way each act of 2012 comes in again: by the door that its kind has today."""

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple, Self
from urllib.parse import urlencode, urlsplit

from tablee.cli.replay.editions import Made
from tablee.cli.replay.own_server import HOST
from tablee.cli.replay.sender import NoAnswer
from tablee.cli.replay.town.artists import Artists, Drawing
from tablee.cli.replay.town.blogs import Page
from tablee.cli.replay.town.crowd import Errand
from tablee.cli.replay.town.town import Town
from tablee.connectors.bluesky.rehearsal.live import Made as Post
from tablee.core.act import Act, Evidence, State, fingerprint
from tablee.core.decision import Ruling
from tablee.core.reason import Reason
from tablee.core.sharing.link import link_token
from tablee.core.terms import Terms
from tablee.core.text import Text
from tablee.evidence.address import named
from tablee.usecases.decide_act import Judgement
from tablee.usecases.posts.decide_post import decide_post
from tablee.usecases.selections.choose_act import Choice, choose_act
from tablee.wiring import Site

Door = Callable[[Sequence[Made]], None]
"""Lets acts of one kind in; returns once the site has them, or is on its way to find them."""

BROWSER = "Mozilla/5.0 (Windows NT 6.1; rv:10.0) Gecko/20100101 Firefox/10.0"
BLOG, SHARE, POST = "blog_post", "share", "hashtag_post"
CHOICE, DRAWING = "selection", "drawing"
MODERATOR = "demo"
WHY = Text(
    "Chosen for the campaign's site (invented for the replay).",
    "Choisi pour le site de l'opération (inventé pour le rejeu).",
)
_PATIENCE_S = 30.0
_START = datetime(1970, 1, 1, tzinfo=UTC)


class Place(NamedTuple):
    """The site to which everybody comes."""

    site: Site
    terms: Terms
    port: int

    @property
    def slug(self) -> str:
        """The campaign's name."""
        return self.terms.slug

    @property
    def url(self) -> str:
        """The campaign's address, without a slash at its end."""
        return f"http://{HOST}:{self.port}/c/{self.slug}"


class Doors:
    """The doors of one campaign."""

    def __init__(self, place: Place, town: Town) -> None:
        self._place = place
        self._town = town
        self._artists = Artists(f"{place.url}/draw/{DRAWING}")
        self._page = f"{place.url}/"
        token = link_token(place.site.secret, place.slug, "facebook")
        self._link = f"/c/{place.slug}/s/facebook/{token}"
        self._written: list[Page] = []
        self._chosen = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._artists.__exit__()

    def by_kind(self) -> Mapping[str, Door]:
        """Return what lets in each kind."""
        return {
            SHARE: self.come,
            POST: self.post,
            BLOG: self.write,
            CHOICE: self.choose,
            DRAWING: self.draw,
        }

    def come(self, acts: Sequence[Made]) -> None:
        """Let a visitor come by a share link, for each act: a share that nobody follows is none."""
        visits = [Errand(self._link, f"{BROWSER} {each.supporter}") for each in acts]
        self._town.send(self._place.port, visits)

    def post(self, acts: Sequence[Made]) -> None:
        """Let the network tell of a post with the hashtag, for each act."""
        tag = self._place.terms.hashtag.lstrip("#")
        self._town.post([_post(each, tag) for each in acts])

    def write(self, acts: Sequence[Made]) -> None:
        """Let a blogger publish a post, and their blog tell us, for each act."""
        pages = [self._published(each) for each in acts]
        self._town.publish(pages)
        self._written += [each for each in pages if not each.is_link_hidden]
        told = [
            Errand(
                f"/c/{self._place.slug}/webmention",
                "a blog",
                urlencode({"source": each.address, "target": self._page}).encode(),
            )
            for each in pages
        ]
        self._town.send(self._place.port, told)

    def choose(self, acts: Sequence[Made]) -> None:
        """Let the organiser choose the oldest post that is not chosen yet, for each act."""
        site, slug = self._place.site, self._place.slug
        for each in acts:
            act = self._counted(self._written[self._chosen])
            self._chosen += 1
            choice = Choice(act.number, WHY, "La Netscouade", CHOICE, each.occurred_at_ms)
            choose_act(site.desks, site.clock, slug, choice)

    def draw(self, acts: Sequence[Made]) -> None:
        """Let somebody draw in the page, for each act."""
        for each in acts:
            name = each.supporter.partition("@")[0]
            words = (f"Soupe de {name}", "Des bols de soupe fumants, vus d'en haut.")
            self._artists.draw(Drawing(name, *words, seed=each.object))

    def moderate(self) -> bool:
        """Let a moderator confirm the drawings that have come; return whether more may come."""
        site, slug = self._place.site, self._place.slug
        for number in self._artists.finished():
            judgement = Judgement(number, Ruling.CONFIRM, Reason.NONE, "", MODERATOR)
            decide_post(site.desks, site.clock, slug, judgement)
        return self._artists.are_busy

    def _published(self, act: Made) -> Page:
        """Return the post that an act of 2012 was, its link unseen where nobody had checked it."""
        parts = urlsplit(act.object)
        moment = _START + timedelta(milliseconds=act.occurred_at_ms)
        return Page(
            host=parts.netloc,
            path=parts.path,
            title=f"{parts.netloc.partition('.')[0]} : un billet pour les Restos",
            author=act.supporter.partition(".")[0],
            moment=moment.isoformat(timespec="seconds"),
            link=self._page,
            about=self._place.terms.title.fr,
            is_link_hidden=act.evidence == Evidence.CLAIM,
        )

    def _counted(self, page: Page) -> Act:
        """Return the act that a post has become, once it has.

        Raises:
            NoAnswer: it never does.
        """
        name = fingerprint(self._place.slug, BLOG, named(page.address).canonical)
        deadline_s = time.monotonic() + _PATIENCE_S
        while time.monotonic() < deadline_s:
            with self._place.site.desks.read() as desk:
                journal = desk.journal(desk.campaigns.see(self._place.slug))
                act = journal.known([name]).get(name)
            if act is not None and act.state is State.COUNTED:
                return act
            time.sleep(0.1)
        raise NoAnswer(page.address)


def _post(act: Made, tag: str) -> Post:
    """Return the post that an act of 2012 was, by an account of today's network."""
    who, _, number = urlsplit(act.object).path.strip("/@").partition("/")
    words = f"#{tag} un message, un repas ({who})"
    return Post(f"did:plc:{who}", f"r{number}", words, tag, act.occurred_at_ms)
