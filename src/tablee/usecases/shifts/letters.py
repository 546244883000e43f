"""What people who sign up for a shift are written, and when."""

from enum import StrEnum
from typing import NamedTuple

from tablee.core.terms import Terms
from tablee.core.text import Text
from tablee.core.volunteering.link import Door, Link, link_token
from tablee.core.volunteering.shift import Shift
from tablee.core.volunteering.volunteer import INVITATION_MS, Volunteer
from tablee.core.volunteering.wording import day_in_words, hours_in_words
from tablee.ports.mail import Mail

DONE = ":done"
"""Marks an occasion on which a letter has gone out."""


NO_REMINDER = "no_reminder"
"""Marks that somebody does not want to be reminded."""


class Occasion(StrEnum):
    """Why somebody is written to."""

    JOIN = "join"
    """They asked for a place: the link in it gives it to them."""
    JOINED = "joined"
    WAITING = "waiting"
    MOVED_UP = "moved_up"
    REMINDER = "reminder"
    LEFT = "left"
    CALLED_OFF = "called_off"
    AGAIN = "again"
    """They asked again for what they have: here is the link to it."""


ONCE = frozenset(Occasion) - {Occasion.AGAIN}
"""What is written once in each turn at most."""
SUBJECTS = {
    Occasion.JOIN: Text("Please confirm: {day}, {place}", "À confirmer : {day}, {place}"),
    Occasion.JOINED: Text("You have a place: {day}, {place}", "Vous êtes attendu : {day}, {place}"),
    Occasion.WAITING: Text(
        "You are on the waiting list: {day}, {place}",
        "Vous êtes sur la liste d’attente : {day}, {place}",
    ),
    Occasion.MOVED_UP: Text(
        "A place is free, and it is yours: {day}, {place}",
        "Une place s’est libérée, elle est à vous : {day}, {place}",
    ),
    Occasion.REMINDER: Text("See you on {day}: {place}", "Rendez-vous {day} : {place}"),
    Occasion.LEFT: Text("Your place is given back: {day}", "Votre place est rendue : {day}"),
    Occasion.CALLED_OFF: Text(
        "The shift does not take place: {day}, {place}",
        "Le créneau n’aura pas lieu : {day}, {place}",
    ),
    Occasion.AGAIN: Text("Your page: {day}, {place}", "Votre page : {day}, {place}"),
}
OPENINGS = {
    Occasion.JOIN: Text(
        "Somebody, you we hope, gave this address to help at the shift below. The place is only "
        "taken once you open this link, good for 48 hours and once, and press the button:",
        "Quelqu’un, vous sans doute, a donné cette adresse pour aider au créneau ci-dessous. La "
        "place n’est prise qu’une fois ce lien ouvert, valable 48 heures et une seule fois, et le "
        "bouton pressé :",
    ),
    Occasion.JOINED: Text(
        "You have a place. On your page you can print it, put it in your calendar, or give it "
        "back so that somebody else can come:",
        "Vous avez une place. Votre page permet de l’imprimer, de la mettre dans votre agenda, ou "
        "de la rendre pour que quelqu’un d’autre vienne :",
    ),
    Occasion.WAITING: Text(
        "All places are taken at the moment: you are on the waiting list. When one is given back "
        "and it is your turn, we write to you. Your page:",
        "Toutes les places sont prises pour l’instant : vous êtes sur la liste d’attente. Si une "
        "place se libère et que c’est votre tour, nous vous écrivons. Votre page :",
    ),
    Occasion.MOVED_UP: Text(
        "Somebody gave their place back, and it is yours now. If you cannot come any more, please "
        "give it back on your page:",
        "Quelqu’un a rendu sa place, elle est maintenant à vous. Si vous ne pouvez plus venir, "
        "rendez-la sur votre page, s’il vous plaît :",
    ),
    Occasion.REMINDER: Text(
        "We are counting on you. If you cannot come, please give your place back on your page. "
        "This is the only reminder:",
        "Nous comptons sur vous. Si vous ne pouvez pas venir, rendez votre place sur votre page, "
        "s’il vous plaît. C’est le seul rappel :",
    ),
    Occasion.LEFT: Text(
        "You have given your place back. Thank you for telling us. Other shifts are here:",
        "Vous avez rendu votre place. Merci de nous l’avoir dit. D’autres créneaux sont ici :",
    ),
    Occasion.CALLED_OFF: Text(
        "The shift below does not take place: please do not come. Other shifts are here:",
        "Le créneau ci-dessous n’aura pas lieu : ne venez pas, s’il vous plaît. D’autres créneaux "
        "sont ici :",
    ),
    Occasion.AGAIN: Text(
        "Somebody, you we hope, gave this address once more for a shift you signed up for. "
        "Nothing has changed. Your page:",
        "Quelqu’un, vous sans doute, a redonné cette adresse pour un créneau où vous êtes déjà "
        "inscrit. Rien n’a changé. Votre page :",
    ),
}
CLOSING = Text(
    "If it was not you, do nothing. Your address is erased some days after the shift.",
    "Si ce n’était pas vous, ne faites rien. Votre adresse est effacée quelques jours après le "
    "créneau.",
)


class Letterhead(NamedTuple):
    """In whose name a letter is written, and where its links lead."""

    terms: Terms
    root: str
    """Where the world finds the site, without a slash at the end."""
    secret: bytes


def letter(head: Letterhead, shift: Shift, volunteer: Volunteer, occasion: Occasion) -> Mail:
    """Return what somebody is written on an occasion, in the language in which they signed up."""
    language, zone = volunteer.language, head.terms.zone
    day = day_in_words(shift.starts_at_ms, zone, language)
    hours = f"{hours_in_words(shift, zone, language)} ({head.terms.time_zone})"
    place = f"{shift.place}, {shift.address}" if shift.address else shift.place
    lines = [
        _greeting(volunteer, language),
        f"{OPENINGS[occasion].say(language)}\n{link_of(head, volunteer, occasion)}",
        "\n".join(each for each in (day, hours, place, shift.note) if each),
        CLOSING.say(language),
        f"{head.terms.title.say(language)}\n{head.terms.label.contact}",
    ]
    return Mail(
        to=volunteer.address,
        subject=SUBJECTS[occasion].say(language).format(day=day, place=shift.place),
        text="\n\n".join(lines) + "\n",
        key=f"{head.terms.slug}:{volunteer.number}:{volunteer.turn}:{occasion}",
        language=language,
    )


def link_of(head: Letterhead, volunteer: Volunteer, occasion: Occasion) -> str:
    """Return the address that a letter leads to."""
    shifts = f"{head.root}/c/{head.terms.slug}/shifts"
    if occasion in {Occasion.LEFT, Occasion.CALLED_OFF}:
        return shifts
    link = joining(volunteer) if occasion is Occasion.JOIN else mine(volunteer)
    return f"{shifts}/{link.door}/{link_token(head.secret, head.terms.slug, link)}"


def joining(volunteer: Volunteer) -> Link:
    """Return the link that gives somebody the place they asked for."""
    until_ms = volunteer.asked_at_ms + INVITATION_MS
    return Link(Door.JOIN, volunteer.number, volunteer.turn, until_ms)


def mine(volunteer: Volunteer) -> Link:
    """Return the link to somebody's own page."""
    return Link(Door.MINE, volunteer.number, volunteer.turn, 0)


def _greeting(volunteer: Volunteer, language: str) -> str:
    hello = Text("Hello", "Bonjour").say(language)
    return f"{hello} {volunteer.name}," if volunteer.name else f"{hello},"
