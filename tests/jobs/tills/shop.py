"""A campaign in which four yoghurts are a meal, and the files that a shop's tills write."""

import json
from dataclasses import replace
from datetime import UTC, datetime

from tests import make

from tablee.core.act import State
from tablee.core.purchase.account import Control
from tablee.core.purchase.rules import BasketRule, ProductList
from tablee.core.terms import Pool, Proof
from tablee.evidence.tills import Layout
from tablee.jobs.tills.reading import Order, read_till_file
from tablee.usecases.publish_terms import Publication, publish_terms

YOGHURT, CREAM, BREAD = "4006381333931", "96385074", "036000291452"
RULE = BasketRule("four", "purchase", "dairy", pieces=4)
HEADER = ("magasin", "ticket", "date_heure", "ean", "qte", "montant", "carte", "ticket_origine")
NOON = "2026-03-01T12:00:00"


def terms(*rules, **changes):
    """Ada's campaign with a purchase arm."""
    plain = make.terms()
    lists = (
        ProductList("dairy", make.text("dairy"), tuple(c.zfill(14) for c in (YOGHURT, CREAM))),
    )
    purchase = {"proof": Proof.TILL, **changes}
    return replace(
        plain,
        pools=(*plain.pools, Pool("purchases", make.text("Purchases"))),
        kinds=(*plain.kinds, make.kind("purchase", 1, "purchases", **purchase)),
        pledges=(*plain.pledges, make.pledge(1_000, "purchases")),
        products=lists,
        baskets=rules or (RULE,),
    )


def open_shop(site, *rules, **changes):
    """Publish the campaign at a site."""
    publish_terms(site.desks, site.clock, Publication(terms(*rules, **changes)))
    return site


def line(receipt="T1", code=YOGHURT, pieces="1", **said):
    """One line of a till."""
    plain = {"store": "0042", "at": NOON, "amount": "1,20", "card": "", "original": ""} | said
    fields = ("store", None, "at", None, None, "amount", "card", "original")
    values = iter((receipt, code, str(pieces)))
    return [plain[field] if field else next(values) for field in fields]


def csv(*lines, header=HEADER, sign=";", end="\n"):
    """Return lines as a till writes them."""
    return "".join(f"{sign.join(each)}{end}" for each in (header, *lines))


def write(folder, text, name="day.csv", encoding="utf-8"):
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    return path


def read(site, path, partner="shop", control=None, **layout):
    """Read a file to its end; return it as it stands then."""
    order = Order(make.SLUG, partner, path, Layout(**layout), control or Control())
    return [*read_till_file(site, order)][-1]


def acts(site):
    """Return state and object of every act of a till, in order of receipt."""
    with site.desks.read() as desk:
        journal = desk.journal(desk.campaigns.see(make.SLUG))
        every = [journal.act(number + 1) for number in range(journal.standing().last_number)]
    return [(each.object, each.state.value) for each in every]


def counted(site):
    return [name for name, state in acts(site) if state == State.COUNTED]


def everything(site):
    """Return all that is kept of till data, as one text."""
    with site.desks.read() as desk:
        campaign = desk.campaigns.see(make.SLUG)
        files = desk.tills.files(campaign.id, 100)
    return json.dumps([repr(files), acts(site)])


def ms(text):
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1_000)
