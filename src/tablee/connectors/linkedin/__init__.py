"""LinkedIn: posts whose address somebody pastes; a person looks at them."""

from tablee.connectors.linkedin.recognise import named, recognise
from tablee.core.text import Text
from tablee.evidence.oembed import Closed, ClosedLook
from tablee.ports.verb import Connector, Pasting
from tablee.wiring import Site

ABOUT = Text(
    en="""\
Posts whose address somebody pastes. LinkedIn tells nothing of them to those who are not its own:
each waits, in its place in the line, until a person has looked at it there.""",
    fr="""\
Les publications dont quelqu’un colle l’adresse. LinkedIn n’en dit rien à qui n’est pas des siens :
chacune attend, à sa place dans la file, qu’une personne l’y ait regardée.""",
)


def look(site: Site) -> ClosedLook:
    """Return what names posts that were pasted."""
    return ClosedLook(site.fetcher, Closed(recognise, named))


CONNECTOR = Connector(
    "linkedin",
    recognise=recognise,
    look=look,
    pasting=Pasting(("LinkedIn",), is_checked=False),
    about=ABOUT,
)
