"""What sponsors, the association and the organiser say, with the date when it was said."""

from typing import NamedTuple

from tablee.web.reading import Seen
from tablee.web.words.dates import Dates
from tablee.web.words.figures import is_french, speaking


class SaidMessage(NamedTuple):
    """One message."""

    author: str
    text: str
    when: str
    """Empty for what a sponsor said with its promise."""


def messages(seen: Seen) -> list[SaidMessage]:
    """Return the messages, newest first; what was said with the promises comes last."""
    dates, language = Dates(seen.terms.zone), speaking()
    dated = [
        SaidMessage(note.author, note.fr if is_french(language) else note.en, dates.day(note.at_ms))
        for note in seen.notes
    ]
    promised = [
        SaidMessage(sponsor.name, sponsor.message.say(language), "")
        for sponsor in seen.terms.sponsors
        if sponsor.message
    ]
    return dated + promised
