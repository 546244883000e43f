"""Tell followers what happened: milestones, raises, caps reached, the close."""

from collections.abc import Callable

from tablee.core.campaign import Campaign
from tablee.core.rulebook import as_ms
from tablee.core.standing import Standing
from tablee.core.terms import Terms
from tablee.core.text import Text
from tablee.ports.desk import Desk, Letter
from tablee.ports.networks.actors import News
from tablee.usecases.advance import raise_cause
from tablee.usecases.fediverse.names import network_of
from tablee.usecases.fediverse.sending import spreading
from tablee.usecases.tally_campaign import tally_campaign

EVER = 2**62
"""A number that no news have."""
MOST_KNOWN = 1_000
_HARD_SPACE = "\u00a0"


def tell_news(desk: Desk, campaign: Campaign, news: News, now_ms: int) -> bool:
    """Write news down and have them told to all who follow; return whether they were new."""
    told = desk.actors.tell(campaign.id, news)
    if told is None:
        return False
    desk.tasks.put([spreading(campaign.id, told, now_ms)])
    return True


def tell_of_letter(desk: Desk, letter: Letter, now_ms: int) -> None:
    """Tell followers what a message says, if it is for them and the campaign has any."""
    say = _SAYINGS.get(letter.message.topic)
    if say is None:
        return
    campaign = desk.campaigns.by_id(letter.campaign_id)
    if network_of(campaign, now_ms) is None:
        return
    words = say(desk, campaign, letter)
    if words is not None:
        news = News(letter.message.key[:200], letter.put_at_ms, words.en, words.fr)
        tell_news(desk, campaign, news, now_ms)


def caps_reached(campaign: Campaign, standing: Standing, now_ms: int) -> list[News]:
    """Return what is to be told of the lines that are full; new cover makes it news again."""
    terms = campaign.rulebook_at(now_ms).terms
    found: list[News] = []
    for pool in terms.pools:
        line = standing.line(pool.name)
        if line.covered and line.is_full:
            words = _cap_words(terms, pool.title, line.covered)
            found.append(News(f"full:{pool.name}:{line.covered}"[:200], now_ms, words.en, words.fr))
    return found


def watch_caps(desk: Desk, campaign: Campaign, now_ms: int) -> list[News]:
    """Return the news of caps that nobody has been told of yet."""
    found = caps_reached(campaign, desk.journal(campaign).standing(), now_ms)
    if not found:
        return []
    known = {each.key for each in desk.actors.news(campaign.id, EVER, MOST_KNOWN)}
    return [each for each in found if each.key not in known]


def _of_milestone(_: Desk, campaign: Campaign, letter: Letter) -> Text | None:
    name = letter.message.body.get("milestone")
    terms = campaign.latest.terms
    milestone = next((each for each in terms.milestones if each.name == name), None)
    if milestone is None:
        return None
    title = milestone.title
    more = Text("", "")
    if milestone.segment is not None:
        units = amount(terms, milestone.units)
        more = Text(
            f" It brings a promise of {units.en} more.",
            f" Il apporte la promesse de {units.fr} de plus.",
        )
    return Text(
        f"Milestone reached: {title.en.rstrip('.')}.{more.en}",
        f"Palier atteint : {title.fr.rstrip('.')}.{more.fr}",
    )


def _of_cover(_: Desk, campaign: Campaign, letter: Letter) -> Text | None:
    """Say what was raised; pledges and milestones are told of otherwise, or were promised."""
    terms = campaign.latest.terms
    for each in terms.raises:
        cause = raise_cause(each.pledge, as_ms(each.effective_at))
        if letter.message.key == f"{campaign.slug}:{cause}":
            units = amount(terms, each.units)
            return Text(
                f"The stake is raised by {units.en}. {each.reason.en}",
                f"L’enjeu est relevé de {units.fr}. {each.reason.fr}",
            )
    return None


def _of_close(*_: object) -> Text:
    return Text(
        "The campaign is closed: no act is taken any more. Appeals still run, so the figures can"
        " still move.",
        "La campagne est close : plus aucune action n’est prise. Les recours continuent, donc les"
        " chiffres peuvent encore bouger.",
    )


def _of_settlement(desk: Desk, campaign: Campaign, letter: Letter) -> Text:
    tally, terms = tally_campaign(desk, campaign.slug, letter.put_at_ms), campaign.latest.terms
    units = amount(terms, tally.without_purchases.paid)
    besides = Text("", "")
    if tally.purchases is not None:
        bought = amount(terms, tally.purchases.paid)
        besides = Text(f", and {bought.en} by purchases", f" et, par les achats, {bought.fr}")
    return Text(
        f"The campaign is settled: {units.en} earned{besides.en}. These figures are final.",
        f"La campagne est soldée. Gagné : {units.fr}{besides.fr}. Ces chiffres sont définitifs.",
    )


_SAYINGS: dict[str, Callable[[Desk, Campaign, Letter], Text | None]] = {
    "milestone.reached": _of_milestone,
    "cover.laid": _of_cover,
    "campaign.closed": _of_close,
    "campaign.settled": _of_settlement,
}


def _cap_words(terms: Terms, title: Text, covered: int) -> Text:
    units = amount(terms, covered)
    return Text(
        f"Cap reached for “{title.en}”: all of the promise, {units.en}, is earned or awaits a"
        " decision. Further acts are counted, and bring nothing unless more is promised.",
        f"Plafond atteint pour « {title.fr} » : toute la promesse, {units.fr}, est gagnée ou"
        " attend une décision. Les actions suivantes sont comptées et ne rapportent rien, sauf si"
        " davantage est promis.",
    )


def amount(terms: Terms, places: int) -> Text:
    """Return so many places as units, in words."""
    whole = places // terms.unit.portions
    number = f"{whole:,}"
    return Text(
        f"{number} {(terms.unit.one if whole == 1 else terms.unit.other).en}",
        f"{number.replace(',', _HARD_SPACE)}{_HARD_SPACE}"
        f"{(terms.unit.one if whole < 2 else terms.unit.other).fr}",  # noqa: PLR2004 - French: 0, 1
    )
