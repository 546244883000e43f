"""Say what changes for shoppers: whoever filled a basket by the old rules must not lose by it."""

from collections.abc import Iterator

from tablee.core.amendment.sentences import Change, broken, changed
from tablee.core.purchase.rules import BasketRule
from tablee.core.terms import Terms


def purchases(old: Terms, new: Terms) -> Iterator[Change]:
    """Give every difference; products and shops are added, and rules become easier, never harder.

    New lists and rules may come, and old ones stay: till data arrives days after the purchase.
    """
    yield from _products(old, new)
    now = {each.name: each for each in new.baskets}
    for was in old.baskets:
        if was.name not in now:
            yield _gone(f"baskets.{was.name}")
        else:
            yield from _rule(was, now[was.name])
    known = {each.name for each in old.baskets}
    for each in new.baskets:
        if each.name not in known:
            yield changed(f"baskets.{each.name}", "", each.kind)


def _products(old: Terms, new: Terms) -> Iterator[Change]:
    now = {each.name: each for each in new.products}
    for was in old.products:
        field = f"products.{was.name}"
        if was.name not in now:
            yield _gone(field)
            continue
        lost = sorted({*was.gtins} - {*now[was.name].gtins})
        if lost:
            yield _gone(f"{field}.{lost[0]}")
        elif now[was.name] != was:
            yield changed(field, f"{len(was.gtins)}", f"{len(now[was.name].gtins)}")
    known = {each.name for each in old.products}
    for each in new.products:
        if each.name not in known:
            yield changed(f"products.{each.name}", "", f"{len(each.gtins)}")


def _rule(was: BasketRule, now: BasketRule) -> Iterator[Change]:
    if was == now:
        return
    field = f"baskets.{was.name}"
    if is_easier(was, now):
        yield changed(field, _words(was), _words(now))
    else:
        yield broken(
            field,
            f"'{field}' stays as it was ({_words(was)}) or becomes easier: people have bought "
            "by it.",
            f"« {field} » reste ainsi ({_words(was)}) ou devient plus facile : on a acheté "
            "d’après elle.",
        )


def is_easier(was: BasketRule, now: BasketRule) -> bool:
    """Return whether whatever brought an act before brings as many now."""
    return (
        (was.kind, was.products) == (now.kind, now.products)
        and now.pieces <= was.pieces
        and now.amount_minor <= was.amount_minor
        and (not now.per_basket or 0 < was.per_basket <= now.per_basket)
        and (not now.stores or (bool(was.stores) and {*was.stores} <= {*now.stores}))
        and (now.opens_at is None or (was.opens_at is not None and now.opens_at <= was.opens_at))
        and (
            now.closes_at is None or (was.closes_at is not None and now.closes_at >= was.closes_at)
        )
    )


def _words(rule: BasketRule) -> str:
    said = [f"pieces {rule.pieces}" if rule.pieces else "", f"amount {rule.amount_minor}"]
    said[1] = said[1] if rule.amount_minor else ""
    said.append(f"per_basket {rule.per_basket}" if rule.per_basket else "")
    said.append(f"stores {len(rule.stores)}" if rule.stores else "")
    said += [f"{moment.isoformat()}" for moment in (rule.opens_at, rule.closes_at) if moment]
    return ", ".join(each for each in said if each)


def _gone(field: str) -> Change:
    return broken(
        field,
        f"'{field}' stays: people have bought by it.",
        f"« {field} » reste : on a acheté d’après elle.",
    )
