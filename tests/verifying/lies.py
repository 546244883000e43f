"""Lies of an organiser who holds the log's key: each returns the leaves of a log that tells it."""

import json

from tablee.core.leaves.leaf import leaf_bytes, read_leaf


def edited(raw, **changes):
    """Return a leaf that says something else, in its only spelling."""
    leaf = {**read_leaf(raw), **changes}
    return leaf_bytes(leaf.pop("leaf"), leaf.pop("minute"), leaf)


def spot(log, kind, nth=0, /, **fields):
    """Return the number of a leaf of that kind."""
    found = [
        number
        for number, raw in enumerate(log.leaves)
        if (leaf := read_leaf(raw))["leaf"] == kind
        and all(leaf.get(name) == value for name, value in fields.items())
    ]
    return found[nth]


def with_leaf(log, number, raw):
    return [*log.leaves[:number], raw, *log.leaves[number + 1 :]]


def raise_units(log):
    number = spot(log, "act", 3, kind="blog_post", units=10)
    return with_leaf(log, number, edited(log.leaves[number], units=100))


def move_units(log):
    number = spot(log, "tally", -1)
    earned = read_leaf(log.leaves[number])["earned"]
    earned["blogs"]["Danone"] -= 10
    earned["blogs"]["Carrefour"] += 10
    return with_leaf(log, number, edited(log.leaves[number], earned=earned))


def share_otherwise(log):
    number = spot(log, "pledge", name="blogs")
    shares = [["Danone", 3], ["Carrefour", 1]]
    return with_leaf(log, number, edited(log.leaves[number], shares=shares))


def drop_act(log):
    number = spot(log, "act", 30)
    return [*log.leaves[:number], *log.leaves[number + 1 :]]


def drop_last_act(log):
    number = spot(log, "act", -1)
    return [*log.leaves[:number], *log.leaves[number + 1 :]]


def inflate_total(log):
    number = spot(log, "tally", -2)
    pools = read_leaf(log.leaves[number])["pools"]
    pools["social"]["paid"] += 1_000
    return with_leaf(log, number, edited(log.leaves[number], pools=pools))


def change_rules_backwards(log):
    terms = read_leaf(log.leaves[log.marks["terms"]])
    kinds = [{**each, "rate": 2 * each["rate"]} for each in terms["kinds"]]
    at = spot(log, "act", 30)
    minute = read_leaf(log.leaves[at])["minute"]
    del terms["leaf"], terms["minute"]
    again = leaf_bytes("terms", minute, {**terms, "number": 2, "kinds": kinds})
    return [*log.leaves[:at], again, *log.leaves[at:]]


def count_object_twice(log):
    number = spot(log, "act", 20, kind="share")
    tag = read_leaf(log.leaves[spot(log, "act", 3)])["object"]
    return with_leaf(log, number, edited(log.leaves[number], object=tag))


def count_after_the_window(log):
    number = spot(log, "act", -1)
    act, end = log.leaves[number], log.marks["close"] + 1
    return [*log.leaves[:number], *log.leaves[number + 1 : end], act, *log.leaves[end:]]


def count_before_the_window(log):
    number = spot(log, "act", 20)
    minute = read_leaf(log.leaves[number])["minute"] - 2_000
    return with_leaf(log, number, edited(log.leaves[number], occurred=minute))


def edit_pledge(log):
    number = log.marks["promise"]
    document = read_leaf(log.leaves[number])["document"].replace("units 1000", "units 9000")
    return with_leaf(log, number, edited(log.leaves[number], document=document))


def edit_delivery(log):
    number = log.marks["delivery"]
    document = read_leaf(log.leaves[number])["document"].replace("units 3200", "units 3900")
    return with_leaf(log, number, edited(log.leaves[number], document=document))


def spell_otherwise(log):
    number = spot(log, "act", 25)
    spaced = json.dumps(read_leaf(log.leaves[number]), sort_keys=True, ensure_ascii=False)
    return with_leaf(log, number, spaced.encode())


CAUGHT = {
    "1 raise the units of an act": (raise_units, "count"),
    "2 move units to another sponsor": (move_units, "count"),
    "2 share a pledge otherwise": (share_otherwise, "count"),
    "3 drop an act": (drop_act, "count"),
    "3 drop the last act": (drop_last_act, "count"),
    "5 inflate a published total": (inflate_total, "count"),
    "6 change the rules backwards": (change_rules_backwards, "count"),
    "7 count one object twice": (count_object_twice, "count"),
    "8 count an act after the window": (count_after_the_window, "count"),
    "8 count an act before the window": (count_before_the_window, "count"),
    "9 edit a pledge": (edit_pledge, "promises"),
    "10 edit a delivery": (edit_delivery, "promises"),
    "11 spell a leaf otherwise": (spell_otherwise, "leaves"),
}
