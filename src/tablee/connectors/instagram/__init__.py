"""Instagram: posts whose address somebody pastes; a person looks at them."""

from tablee.connectors.instagram.recognise import named, recognise
from tablee.core.text import Text
from tablee.evidence.oembed import Closed, ClosedLook
from tablee.ports.verb import Connector, Pasting
from tablee.wiring import Site

ABOUT = Text(
    en="""\
Posts and reels whose address somebody pastes. Instagram tells nothing of them to those who are
not its own: each waits, in its place in the line, until a person has looked at it there.""",
    fr="""\
Les publications et réels dont quelqu’un colle l’adresse. Instagram n’en dit rien à qui n’est pas
des siens : chacun attend, à sa place dans la file, qu’une personne l’y ait regardé.""",
)


def look(site: Site) -> ClosedLook:
    """Return what names posts that were pasted."""
    return ClosedLook(site.fetcher, Closed(recognise, named))


CONNECTOR = Connector(
    "instagram",
    recognise=recognise,
    look=look,
    pasting=Pasting(("Instagram",), is_checked=False),
    about=ABOUT,
)
