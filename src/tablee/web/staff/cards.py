"""What a moderator sees of one act: its evidence, what is odd about it, what was said."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tablee.core.act import Act, State
from tablee.core.campaign import Campaign
from tablee.core.post.finding import Flag
from tablee.core.post.post import Post
from tablee.core.reason import Reason
from tablee.ports.appeals import Appeal
from tablee.ports.desk import Desk
from tablee.store.queries import pending_acts
from tablee.web.pictures.sketches import Sketch, sketch
from tablee.web.staff.read_only import when
from tablee.web.words.figures import speaking
from tablee.web.words.sentences import explain

MOST_CARDS = 30
TWIN_BITS = 3
KEYS: tuple[tuple[str, Reason, str], ...] = (
    ("1", Reason.SPAM, gettext_noop("advertising")),
    ("2", Reason.DUPLICATE_CONTENT, gettext_noop("counted elsewhere")),
    ("3", Reason.OFF_TOPIC, gettext_noop("off topic")),
    ("4", Reason.UNLAWFUL, gettext_noop("unlawful")),
    ("5", Reason.NOT_THE_AUTHOR, gettext_noop("not the author")),
    ("6", Reason.NO_LINK, gettext_noop("no link")),
    ("7", Reason.NOT_PUBLIC, gettext_noop("not public")),
    ("8", Reason.NOT_FOUND, gettext_noop("not found")),
    ("9", Reason.GONE, gettext_noop("gone")),
)
"""Key and button for each reason to refuse: learnt by the hand, so their order never changes."""

NOT_OF_DRAWINGS = frozenset({Reason.NO_LINK, Reason.NOT_PUBLIC, Reason.NOT_FOUND, Reason.GONE})
"""What can be wrong with a page, and never with a picture that was sent to us."""

FLAGS: dict[Flag, str] = {
    Flag.HIDDEN_LINK: gettext_noop("The link is there, but nobody can see it."),
    Flag.COMMENT_LINK: gettext_noop("The link seems to stand in a visitor’s comment."),
    Flag.LINK_FARM: gettext_noop("The page links to a great many other sites."),
    Flag.NEAR_DUPLICATE: gettext_noop("Its text is nearly that of another post of this campaign."),
    Flag.YOUNG_BLOG: gettext_noop("As far as its pages say, the blog has only just begun."),
    Flag.SPAM_SCORE: gettext_noop("The spam service says so, or could not be asked."),
    Flag.BLOCKED_HOST: gettext_noop("Its host is on the block list."),
    Flag.BY_REQUEST: gettext_noop("We found no link; the sender asks for a person to look."),
    Flag.CLOSED_NETWORK: gettext_noop(
        "Its network does not let us see what it says: look at it there."
    ),
}


class Refusal(NamedTuple):
    """A reason to refuse, as a button and as a key."""

    key: str
    code: str
    word: str
    why: str


@dataclass(frozen=True, slots=True)
class Card:
    """One act that waits for a decision, or for the answer to an appeal."""

    number: int
    title: str
    kind: str
    address: str
    """Where its page was found; else its object, as text."""
    href: str
    """The same where it can be opened."""
    host: str
    received: str
    units: int
    author: str = ""
    excerpt: str = ""
    language: str = ""
    flags: tuple[str, ...] = ()
    twins: tuple[str, ...] = ()
    """Addresses of posts with nearly the same text."""
    exhibit: str = ""
    appeal: str = ""
    """What the participant says against the decision."""
    is_appeal: bool = False
    sketch: Sketch | None = None
    """The drawing, where it is one."""
    refusals: tuple[Refusal, ...] = ()
    """The reasons for which it may be refused."""
    decided: str = ""
    """What was decided, by whom and why, where there is an appeal."""


def card_of(desk: Desk, campaign: Campaign, act: Act) -> Card:
    """Return what is known of one act, whatever became of it."""
    return _card(desk, campaign, act, None)


def waiting_cards(desk: Desk, campaign: Campaign, after: int) -> list[Card]:
    """Return acts that wait for a first decision, in order of receipt."""
    acts = pending_acts(desk, campaign, MOST_CARDS, after)
    return [card_of(desk, campaign, act) for act in acts]


def appeal_cards(desk: Desk, campaign: Campaign) -> list[Card]:
    """Return acts whose appeal waits for an answer, oldest first."""
    journal = desk.journal(campaign)
    cards: list[Card] = []
    for appeal in desk.appeals.waiting(campaign.id, MOST_CARDS):
        act = journal.act(appeal.act_number)
        if act is not None and act.is_held and act.state is not State.PENDING:
            cards.append(_card(desk, campaign, act, appeal))
    return cards


def _card(desk: Desk, campaign: Campaign, act: Act, appeal: Appeal | None) -> Card:
    post = desk.posts.get(campaign.id, act.number)
    drawn = sketch(desk, campaign, act.number)
    kind = campaign.latest.terms.kind(act.kind)
    parts = urlsplit(act.object)
    display = post.display if post else None
    address = post.address if post else "" if drawn else act.object
    return Card(
        number=act.number,
        title=(display.title if display else "") or _title(act, drawn),
        sketch=drawn,
        kind=kind.title.say(speaking()) if kind else act.kind,
        address=address,
        href=address if urlsplit(address).scheme in {"http", "https"} else "",
        host=post.blog if post else (parts.hostname or ""),
        received=when(act.received_at_ms),
        units=act.units,
        author=display.author if display else "",
        excerpt=display.excerpt if display else "",
        language=display.language if display else "",
        flags=tuple(_(FLAGS[flag]) for flag in post.flags) if post else (),
        twins=_twins(desk, campaign, post),
        exhibit=post.exhibit if post else "",
        appeal=appeal.words if appeal else "",
        is_appeal=appeal is not None,
        refusals=_refusals(drawn),
        decided=_decided(desk, campaign, act) if appeal else "",
    )


def _title(act: Act, drawn: Sketch | None) -> str:
    if drawn is None:
        return act.object
    return drawn.title or _("A drawing")


def _refusals(drawn: Sketch | None) -> tuple[Refusal, ...]:
    out = NOT_OF_DRAWINGS if drawn else frozenset[Reason]()
    return tuple(each for each in refusals() if each.code not in out)


def _twins(desk: Desk, campaign: Campaign, post: Post | None) -> tuple[str, ...]:
    if post is None or not post.likeness:
        return ()
    near = [
        desk.posts.get(campaign.id, number)
        for number, _blog, likeness in desk.posts.likenesses(campaign.id, post.likeness)
        if number != post.act_number and (likeness ^ post.likeness).bit_count() <= TWIN_BITS
    ]
    return tuple(each.address for each in near if each is not None)


def _decided(desk: Desk, campaign: Campaign, act: Act) -> str:
    """Return the decision that is appealed against, in a line."""
    earlier = desk.journal(campaign).decisions(act.number)
    against = [each for each in earlier if each.reason]
    if not against:
        return ""
    last = against[-1]
    said = explain(last.reason)
    words = [when(last.at_ms), last.by, said.why if said else str(last.reason), last.note]
    return " · ".join(word for word in words if word)


def refusals() -> Sequence[Refusal]:
    """Return each reason to refuse."""
    return [
        Refusal(key, str(reason), _(word), said.why)
        for key, reason, word in KEYS
        if (said := explain(reason)) is not None
    ]
