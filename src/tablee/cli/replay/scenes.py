"""What else happened in 2012, besides acts by the thousand: messages, and posts to be verified."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from tablee.cli.replay.editions import Made
from tablee.cli.replay.player import Scene
from tablee.cli.replay.shops import Shops
from tablee.core.act import Evidence
from tablee.core.rulebook import Rulebook, as_ms
from tablee.core.terms import Terms
from tablee.ports.desk import Note
from tablee.usecases.post_note import post_note
from tablee.wiring import Site

POST = "blog_post"
NOTES: tuple[tuple[str, str, str, str], ...] = (
    (
        "2012-02-20T10:00+01:00",
        "Danone",
        (
            "Replay: we promise meals for your shares, your posts and your drawings. Each one that "
            "pays says so, and so does each one that does not."
        ),
        (
            "Rejeu : nous promettons des repas pour vos partages, vos billets et vos dessins. "
            "Chaque action dit si elle rapporte un repas, et aussi quand ce n'est plus le cas."
        ),
    ),
    (
        "2012-02-22T17:00+01:00",
        "Carrefour",
        (
            "Replay: the hashtag line is full after a few hours. Posts made from now on wait; we "
            "are looking at what more we can promise."
        ),
        (
            "Rejeu : la ligne du mot-dièse est pleine en quelques heures. Les messages qui suivent "
            "attendent ; nous regardons ce que nous pouvons promettre de plus."
        ),
    ),
    (
        "2012-02-23T12:05+01:00",
        "Danone",
        (
            "Replay: together with Carrefour we have raised the hashtag line to 10,000 meals and "
            "the blog line to 35,000. Posts that waited are paid first."
        ),
        (
            "Rejeu : avec Carrefour, nous avons porté la ligne du mot-dièse à 10 000 repas et "
            "celle des blogs à 35 000. Les messages qui attendaient sont servis d'abord."
        ),
    ),
    (
        "2012-03-20T09:00+01:00",
        "Les Restos du Coeur",
        "Replay: one week to go. Questions, also critical ones, are welcome and stay visible.",
        (
            "Rejeu : plus qu'une semaine. Les questions, critiques comprises, sont bienvenues et "
            "restent visibles."
        ),
    ),
)
"""Invented for the replay, and labelled as such."""

UNVERIFIED_ACTS = 6
UNVERIFIED_EVERY = timedelta(days=2)


def scenes_of_2012(site: Site, terms: Terms) -> list[Scene]:
    """Return the messages that sponsors and the association post, each at its moment."""
    scenes = []
    for moment, author, en, fr in NOTES:
        moment_ms = as_ms(datetime.fromisoformat(moment))
        note = Note(author, en, fr, moment_ms)
        scenes.append(Scene(moment_ms, partial(post_note, site.desks, terms.slug, note)))
    return scenes


def unverified_acts(terms: Terms) -> Iterator[Made]:
    """Give a few posts that somebody only says to have written: they wait for a decision."""
    opens_ms = Rulebook(terms).kinds[POST].opens_ms
    for index in range(1, UNVERIFIED_ACTS + 1):
        moment_ms = opens_ms + index * UNVERIFIED_EVERY // timedelta(milliseconds=1)
        blog = f"journal-de-bord-{index}.example"
        yield Made(moment_ms, POST, f"https://{blog}/un-billet-dix-repas", blog, Evidence.CLAIM)


def weeks_of(shops: Shops) -> list[Scene]:
    """Return the files of tills that a partner drops, each when its week is over."""
    return [Scene(as_ms(moment), shops.drop) for moment in shops.moments()]
