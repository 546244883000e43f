"""Threads: posts whose address somebody pastes; a person looks at them."""

from tablee.connectors.threads.look import look
from tablee.connectors.threads.recognise import recognise
from tablee.core.text import Text
from tablee.ports.verb import Connector, Pasting

ABOUT = Text(
    en="""\
Posts whose address somebody pastes. Threads tells nothing of them to those who are not its own:
each waits, in its place in the line, until a person has looked at it there.""",
    fr="""\
Les publications dont quelqu’un colle l’adresse. Threads n’en dit rien à qui n’est pas des siens :
chacune attend, à sa place dans la file, qu’une personne l’y ait regardée.""",
)

CONNECTOR = Connector(
    "threads",
    recognise=recognise,
    look=look,
    pasting=Pasting(("Threads",), is_checked=False),
    about=ABOUT,
)
