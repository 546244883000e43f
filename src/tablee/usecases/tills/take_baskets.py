"""Record what baskets bring and take back what returns undo, with how far the file was read."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tablee.core.act import Claim, State, fingerprint
from tablee.core.campaign import Campaign, Stage
from tablee.core.decision import Ruling
from tablee.core.errors import CampaignClosed
from tablee.core.purchase.account import Account, Refusal
from tablee.core.purchase.rules import BasketRule
from tablee.core.purchase.slip import (
    Basket,
    Return,
    Sale,
    Slip,
    give_back,
    holds,
    object_of,
    plain,
    sell,
    slip_key,
)
from tablee.core.reason import Reason
from tablee.ports.desk import Clock, Desk, Desks
from tablee.ports.kinds.tills import TillFile
from tablee.usecases.decide_act import BY_VERIFICATION, Judgement
from tablee.usecases.posts.consequences import decide_in_room
from tablee.usecases.posts.looking import Room
from tablee.usecases.record_acts import record_at

MOST_ACTS = 1_000
"""Acts of one basket: what would bring more is no basket, or not one product's quantity."""


class ReadElsewhere(RuntimeError):
    """Somebody else is reading the same file; nothing was written."""


class Reading(NamedTuple):
    """A file on its way into a campaign."""

    slug: str
    file: TillFile
    """As it will stand: its progress tells of these baskets too."""
    position: int
    """Where it stood before."""
    rules: tuple[BasketRule, ...]


def take_baskets(
    desks: Desks, clock: Clock, secret: bytes, reading: Reading, baskets: Sequence[Basket]
) -> None:
    """Count *baskets* and store how far their file was read, in one transaction.

    So reading on from the stored position misses nothing and counts nothing twice, whatever
    crashed when. The account in the file's progress is brought up to date before it is stored.

    Raises:
        UnknownCampaign, CampaignClosed: nothing was written.
        ReadElsewhere: the file does not stand where it stood; nothing was written.
    """
    with desks.write() as desk:
        campaign = desk.campaigns.hold(reading.slug)
        if campaign.stage is Stage.SETTLED:
            raise CampaignClosed
        room = Room(desk, campaign, secret, clock.now_ms())
        _Counting(room, reading, baskets).count()
        if not desk.tills.move(reading.file, reading.position):
            raise ReadElsewhere


class _Counting:
    """Some baskets, in one transaction."""

    def __init__(self, room: Room, reading: Reading, baskets: Sequence[Basket]) -> None:
        self._room = room
        self._partner = reading.file.partner
        self._file = reading.file.number
        self._rules = reading.rules
        self._account: Account = reading.file.progress.account
        self._baskets = baskets
        self._slips = _Slips(room.desk, room.campaign, self._partner, baskets)
        self._kinds = {kind.name: kind for kind in room.terms.kinds}
        self._claims: list[Claim] = []
        self._origins: list[tuple[str, int]] = []
        """Of each claim: its receipt, and the line where that begins."""

    def count(self) -> None:
        """Take the baskets one after the other, as they stand in the file."""
        for basket in self._baskets:
            self._take(basket)
        self._record()
        self._slips.keep()

    def _take(self, basket: Basket) -> None:
        name = object_of(self._partner, basket.store, basket.receipt)
        known = self._slips.get(name)
        if known is not None and known.refused_in not in {0, self._file}:
            known = Slip(returned=known.returned)  # its clock was put right, or its time has come
        sale, slip, acts = sell(known, basket, self._rules)
        if sale is not Sale.NEW:
            self._account.duplicates += 1
            if sale is Sale.DIFFERENT:
                self._account.refuse(Refusal.DIFFERENT, basket.line)
            return
        if sum(acts.values()) > MOST_ACTS:
            self._account.refuse(Refusal.TOO_LARGE, basket.line)
            self._account.plain += 1
            return
        self._slips.put(name, slip)
        if known is not None:
            self._take_back_codes(name, basket, acts)
        if acts:
            self._account.qualifying += 1
            self._claim(name, basket, acts)
        else:
            self._account.plain += 1
            self._explain(basket)
        for each in basket.returns:
            self._return(each)

    def _take_back_codes(self, name: str, basket: Basket, acts: Mapping[str, int]) -> None:
        """Reverse what codes had counted of a basket that was brought back before we saw it."""
        for kind, count in sell(None, basket, self._rules)[2].items():
            for number in range(count, acts.get(kind, 0), -1):
                self._reverse(kind, f"{name}/{number}")

    def _claim(self, name: str, basket: Basket, acts: Mapping[str, int]) -> None:
        slug, known_as = self._room.campaign.slug, plain(name)
        for kind, count in acts.items():
            evidence = self._kinds[kind].evidence
            for number in range(1, count + 1):
                self._claims.append(
                    Claim(
                        kind,
                        f"{name}/{number}",
                        basket.supporter,
                        fingerprint(slug, kind, f"{known_as}/{number}"),
                        basket.at_ms,
                        evidence,
                    )
                )
                self._origins.append((name, basket.line))

    def _explain(self, basket: Basket) -> None:
        """Say why a basket brings nothing which would elsewhere, or at another time."""
        for rule in self._rules:
            if holds(rule, basket.store, basket.at_ms):
                continue
            free = BasketRule(rule.name, rule.kind, rule.products, rule.pieces, rule.amount_minor)
            if sell(None, basket, [free])[2]:
                is_elsewhere = bool(rule.stores) and basket.store not in rule.stores
                reason = Refusal.OTHER_STORE if is_elsewhere else Refusal.OTHER_DAY
                self._account.refuse(reason, basket.line)
                return

    def _return(self, returned: Return) -> None:
        name = object_of(self._partner, returned.store, returned.receipt)
        known = self._slips.get(name)
        if known is None or known.bought is None:
            self._account.refuse(Refusal.NO_PURCHASE, returned.line)
        self._account.returns += 1
        slip, losses = give_back(known, returned.given_back, self._rules)
        self._slips.put(name, slip)
        for kind, (before, after) in losses.items():
            self._record()  # what is taken back must stand there first
            for number in range(before, after, -1):
                self._reverse(kind, f"{name}/{number}")

    def _reverse(self, kind: str, object_name: str) -> None:
        room = self._room
        name = fingerprint(room.campaign.slug, kind, plain(object_name))
        act = room.journal.known([name]).get(name)
        if act is None or not act.has_place or act.state not in _RULINGS:
            return
        ruling = _RULINGS[act.state]
        decide_in_room(room, Judgement(act.number, ruling, Reason.RETURNED, "", BY_VERIFICATION))
        self._account.reversed += 1

    def _record(self) -> None:
        """Record what has been claimed so far."""
        if not self._claims:
            return
        room, account = self._room, self._account
        recorded = record_at(room.desk, room.campaign, self._claims, self._partner, room.now_ms)
        stands: dict[str, bool] = {}
        for (name, line), (act, is_new, *_) in zip(self._origins, recorded, strict=True):
            is_away = act is None or (act.state is State.REFUSED and not act.pool)
            stands[name] = stands.get(name, False) or not is_away
            if act is None or is_away:
                account.refuse(act.reason.value if act else Reason.KIND_NOT_OPEN, line)
            elif is_new:
                account.acts += 1
            else:
                account.known_acts += 1
        for name, is_there in stands.items():
            slip = self._slips.get(name)
            if slip is not None and not is_there:
                self._slips.put(name, slip._replace(refused_in=self._file))
        self._claims, self._origins = [], []


_RULINGS = {State.COUNTED: Ruling.REVERSE, State.PENDING: Ruling.REFUSE}


class _Slips:
    """The receipts that some baskets name, as they were and as they become."""

    def __init__(
        self, desk: Desk, campaign: Campaign, partner: str, baskets: Sequence[Basket]
    ) -> None:
        self._tills = desk.tills
        self._campaign_id = campaign.id
        names = {object_of(partner, each.store, each.receipt) for each in baskets}
        names |= {
            object_of(partner, each.store, each.receipt)
            for basket in baskets
            for each in basket.returns
        }
        self._keys = {name: slip_key(name) for name in names}
        self._slips = self._tills.slips(campaign.id, self._keys.values())
        self._known = frozenset(self._slips)
        self._changed: dict[bytes, Slip] = {}

    def get(self, name: str) -> Slip | None:
        """Return what is kept of a receipt by now."""
        return self._slips.get(self._keys[name])

    def put(self, name: str, slip: Slip) -> None:
        """Keep that of a receipt from now on."""
        key = self._keys[name]
        self._slips[key] = self._changed[key] = slip

    def keep(self) -> None:
        """Write down what is new or has changed."""
        new = [(key, slip) for key, slip in self._changed.items() if key not in self._known]
        old = {key: slip for key, slip in self._changed.items() if key in self._known}
        self._tills.add_slips(self._campaign_id, new)
        self._tills.change_slips(self._campaign_id, old)
