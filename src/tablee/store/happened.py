"""Work out what happened to campaigns that were there before logs were: see migration 0015.

What is known is the order of decisions, the order in which cover was laid, and when each was. An
act received in the same millisecond is taken to have come before, unless it may need what
happened: a milestone that an act reached comes after it, a pledge before it. Of a milestone
without cover, and of a close, only a message tells the moment; where it was forgotten they come
last.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import accumulate
from typing import Any, NamedTuple

from tablee.core.rulebook import as_ms
from tablee.store.numbering import first_id, last_id, number_of

BEFORE_ALL_MS = -(2**60)
LATEST_MS = 2**60
MACHINES = ("clock", "verification")
COMES_FIRST = frozenset({"terms", "pledge", "raise"})
"""What comes before the acts of its own millisecond: they may need it."""
STAGES = ("open", "closed", "settled")
"""The stages of a campaign, in order."""


class Event(NamedTuple):
    """One thing that happened, where it belongs among others of its moment."""

    order_ms: int
    rank: int
    place: int
    leaf: str
    body: dict[str, Any]
    at_ms: int
    act_number: int = 0
    """The act that it is about, which must come before it."""


def tell_what_happened(apps: Any, schema_editor: Any) -> None:
    """Write down the happenings of every campaign there is."""
    alias = schema_editor.connection.alias
    model = apps.get_model("store", "Happening")
    for campaign in apps.get_model("store", "Campaign").objects.using(alias).order_by("id"):
        past = _Past(apps, alias, campaign)
        rows = (
            model(
                campaign_id=campaign.id,
                after_act=after,
                leaf=event.leaf,
                body=json.dumps(event.body, ensure_ascii=False),
                at_ms=event.at_ms,
            )
            for event, after in past.told()
        )
        model.objects.using(alias).bulk_create(rows, batch_size=500)


class _Past:
    """One campaign's past, read from its tables."""

    def __init__(self, apps: Any, alias: str, campaign: Any) -> None:
        def rows(name: str) -> Any:
            return apps.get_model("store", name).objects.using(alias)

        self.campaign = campaign
        self.acts = rows("Act").filter(id__gt=first_id(campaign.id), id__lte=last_id(campaign.id))
        self.postings = rows("Posting").filter(campaign_id=campaign.id)
        self.versions = [*rows("Version").filter(campaign_id=campaign.id).order_by("number")]
        self.segments = [*rows("Segment").filter(campaign_id=campaign.id).order_by("id")]
        self.decisions = [*rows("Decision").filter(campaign_id=campaign.id).order_by("id")]
        reached = rows("Reached").filter(campaign_id=campaign.id)
        self.reached = sorted(reached.values_list("milestone", flat=True))
        letters = rows("Message").filter(campaign_id=campaign.id)
        self.letters = dict(letters.values_list("key", "put_at_ms"))
        self.begun_ms = min((each.laid_at_ms for each in self.segments), default=LATEST_MS)

    def told(self) -> Iterator[tuple[Event, int]]:
        """Give everything that happened, each with the number of the last act before it."""
        acts = self.acts.order_by("id").values_list("id", "received_at_ms").iterator()
        waiting = next(acts, None)
        after, last_ms = 0, 0
        for event in sorted(self._events(), key=lambda each: each[:3]):
            until_ms = event.order_ms + (event.leaf not in COMES_FIRST)
            while waiting and (waiting[1] < until_ms or after < event.act_number):
                after, last_ms = number_of(waiting[0]), waiting[1]
                waiting = next(acts, None)
            at_ms = event.at_ms if abs(event.at_ms) < LATEST_MS else last_ms
            yield event._replace(at_ms=at_ms), after

    def _events(self) -> Iterator[Event]:
        yield from self._terms()
        yield from self._cover()
        slug = self.campaign.slug
        laid = {each.cause for each in self.segments}
        for place, name in enumerate(self.reached):
            if f"milestone:{name}" not in laid:
                at_ms = self.letters.get(f"{slug}:reached:{name}", LATEST_MS)
                yield Event(at_ms, 2, place, "milestone", {"name": name}, at_ms)
        yield from self._decided()
        stage = STAGES.index(self.campaign.stage)
        if stage >= STAGES.index("closed"):
            at_ms = self.letters.get(f"{slug}:closed", LATEST_MS)
            yield Event(at_ms, 4, 0, "close", {}, at_ms)
        if stage >= STAGES.index("settled"):
            at_ms = self.letters.get(f"{slug}:settled", LATEST_MS)
            yield Event(LATEST_MS, 5, 0, "settle", {"owed": self._owed()}, at_ms)

    def _terms(self) -> Iterator[Event]:
        for version in self.versions:
            is_first = version.number == 1
            at_ms = min(self.begun_ms, version.published_at_ms)
            at_ms = at_ms if is_first else version.published_at_ms
            order_ms = BEFORE_ALL_MS if is_first else at_ms
            yield Event(order_ms, 0, version.number, "terms", {"number": version.number}, at_ms)

    def _cover(self) -> Iterator[Event]:
        declared = self._declared()
        moments = (max(each.laid_at_ms, declared.get(each.cause, 0)) for each in self.segments)
        for segment, order_ms in zip(self.segments, accumulate(moments, max), strict=True):
            leaf, _, name = segment.cause.partition(":")
            body: dict[str, Any] = {
                "pool": segment.pool,
                "units": segment.units,
                "shares": json.loads(segment.shares),
            }
            if leaf == "raise":
                pledge, _, from_ms = name.rpartition(":")
                body |= {"pledge": pledge, "from_ms": int(from_ms)}
            else:
                body["name"] = name
            yield Event(order_ms, 1, segment.id, leaf, body, segment.laid_at_ms)

    def _declared(self) -> dict[str, int]:
        """Return when the terms first said each cause of cover."""
        found: dict[str, int] = {}
        for version in reversed(self.versions):
            moment_ms = version.published_at_ms if version.number > 1 else BEFORE_ALL_MS
            found |= dict.fromkeys(_causes(json.loads(version.terms)), moment_ms)
        return found

    def _decided(self) -> Iterator[Event]:
        decided = {each.act_number for each in self.decisions}
        ids = [first_id(self.campaign.id) | number for number in decided]
        better = {
            number_of(act_id): evidence
            for part in range(0, len(ids), 500)
            for act_id, evidence in self.acts.filter(id__in=ids[part : part + 500])
            .exclude(evidence="C")
            .values_list("id", "evidence")
        }
        moments = accumulate((each.at_ms for each in self.decisions), max)
        for decision, order_ms in zip(self.decisions, moments, strict=True):
            body = _judged(decision, better)
            act = decision.act_number
            place = decision.sequence
            yield Event(order_ms, 3, place, decision.ruling, body, decision.at_ms, act)

    def _owed(self) -> dict[str, int]:
        sponsors = json.loads(self.versions[-1].terms).get("sponsors", [])
        owed = {each["name"]: 0 for each in sponsors}
        for account, units in self.postings.values_list("account", "units").iterator():
            name, _, rest = account.partition(":")
            sponsor = rest.partition(":")[0]
            if name == "earned" and sponsor in owed:
                owed[sponsor] += units
        return owed


def _judged(decision: Any, better: dict[int, str]) -> dict[str, Any]:
    """Return what the leaf of a decision says."""
    body: dict[str, Any] = {"act": decision.act_number}
    evidence = better.get(decision.act_number)
    if decision.ruling in {"refuse", "reverse", "finish"}:
        body["reason"] = decision.reason
    elif evidence is not None and decision.by not in MACHINES:
        # Only an act that better evidence confirmed was a claim and is none any more.
        return body | {"judge": "evidence", "evidence": evidence}
    return body | ({"judge": decision.by} if decision.by in MACHINES else {"by": decision.by})


def _causes(terms: dict[str, Any]) -> Iterable[str]:
    for pledge in terms.get("pledges", []):
        yield f"pledge:{pledge['name']}"
    for each in terms.get("raises", []):
        moment = datetime.fromisoformat(each["effective_at"])
        yield f"raise:{each['pledge']}:{as_ms(moment)}"
    for milestone in terms.get("milestones", []):
        yield f"milestone:{milestone['name']}"
