"""Who an actor is: a person or a program, with which keys, and whether they want to be left out."""

import re
from typing import NamedTuple

from tablee.evidence.activity.document import (
    Document,
    NotReadable,
    host_of,
    id_of,
    is_true,
    kinds,
    text,
    values,
)
from tablee.evidence.activity.note import OPT_OUTS, fold_tag
from tablee.evidence.text.clean import clean

ACTORS = frozenset({"Application", "Group", "Organization", "Person", "Service"})
BOTS = frozenset({"Application", "Service"})
LONGEST_NAME = 100
LONGEST_PEM = 8_192
_MARK = re.compile(r"#(?:<[^>]{0,40}>)?(\w{1,20})")


class Person(NamedTuple):
    """One actor, whoever is behind it."""

    id: str
    inbox: str
    shared_inbox: str
    name: str
    keys: dict[str, str]
    """Its public keys (PEM), by their ids."""
    is_bot: bool
    is_opted_out: bool


def read_actor(document: Document) -> Person:
    """Return who an actor is.

    ``indexable`` and ``discoverable`` are not looked at. They say whether a profile is proposed
    and found in a search, and are off unless somebody turns them on: neither consent nor refusal.

    Raises:
        NotReadable: it is no actor.
    """
    name = id_of(document)
    said = set(kinds(document))
    if not name or not ACTORS & said:
        raise NotReadable("That is no actor.")
    endpoints = document.get("endpoints")
    shared = id_of(endpoints.get("sharedInbox")) if isinstance(endpoints, dict) else ""
    return Person(
        id=name,
        inbox=_near(id_of(document.get("inbox")), name),
        shared_inbox=_near(shared, name),
        name=clean(text(document, "name") or text(document, "preferredUsername"), LONGEST_NAME),
        keys=_keys(document, name),
        is_bot=bool(BOTS & said) or is_true(document, "bot"),
        is_opted_out=is_true(document, "noindex") or _is_opted_out(document),
    )


def owner_of(document: Document) -> str:
    """Return whose key a document is that is nothing but a key; empty when it is none."""
    return id_of(document.get("owner") or document.get("controller"))


def _near(address: str, name: str) -> str:
    """Return an inbox that is on the actor's own host: nobody makes us knock elsewhere."""
    return address if host_of(address) == host_of(name) else ""


def _keys(document: Document, owner: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for each in values(document, "publicKey"):
        if not isinstance(each, dict):
            continue
        name, pem = id_of(each), each.get("publicKeyPem")
        is_own = owner_of(each) == owner and host_of(name) == host_of(owner)
        if is_own and isinstance(pem, str) and len(pem) <= LONGEST_PEM:
            found[name] = pem
    return found


def _is_opted_out(document: Document) -> bool:
    """Return whether their profile says so: in its words, its fields or its hashtags."""
    written = [text(document, "summary"), text(document, "name")]
    for each in values(document, "attachment"):
        if isinstance(each, dict):
            written += [text(each, "name"), text(each, "value")]
    marks = {fold_tag(mark) for words in written for mark in _MARK.findall(words)}
    for each in values(document, "tag"):
        if isinstance(each, dict):
            marks.add(fold_tag(text(each, "name")))
    return bool(marks & OPT_OUTS)
