"""Facebook: how often a campaign was shared, as an estimate, and posts that somebody pastes."""

from tablee.connectors.facebook.look import look
from tablee.connectors.facebook.reading import NETWORK
from tablee.connectors.facebook.recognise import recognise
from tablee.connectors.facebook.wishes import streams
from tablee.core.network import Option
from tablee.core.text import Text
from tablee.ports.verb import Connector, Pasting

ABOUT = Text(
    en="""\
Posts whose address somebody pastes. Facebook tells nothing of them to those who are not its own:
each waits, in its place in the line, until a person has looked at it there.

Where a campaign names Facebook, its page shows how many shares, reactions and comments Facebook
says the campaign's address has had: an estimate of Facebook's, with its time and source, apart
from what counts. It never becomes acts, and pays nothing: Facebook itself calls these figures not
precise, and shows nobody whose they are. It takes an access token of the organiser's (named
`facebook` unless `token` says otherwise) and is asked every quarter of an hour, never more than
ten times in an hour.""",
    fr="""\
Les publications dont quelqu’un colle l’adresse. Facebook n’en dit rien à qui n’est pas des siens :
chacune attend, à sa place dans la file, qu’une personne l’y ait regardée.

Si une campagne nomme Facebook, sa page montre combien de partages, de réactions et de commentaires
Facebook attribue à l’adresse de la campagne : une estimation de Facebook, avec l’heure et la
source, à part de ce qui compte. Elle ne devient jamais des actions et ne paie rien : Facebook dit
lui-même que ces chiffres ne sont pas précis, et ne montre pas de qui ils viennent. Il faut un
jeton d’accès de l’organisateur (nommé `facebook` sauf si `token` en dit un autre) ; on demande
tous les quarts d’heure, jamais plus de dix fois par heure.""",
)
OPTIONS = (
    Option(
        "token",
        Text(
            en="The name of the token in `TABLEE_NETWORK_SECRETS`.",
            fr="Le nom du jeton dans `TABLEE_NETWORK_SECRETS`.",
        ),
        example="facebook-restos",
        pattern=rf"{NETWORK}(?:-[A-Za-z0-9._-]{{1,90}})?",
        default=NETWORK,
    ),
)

CONNECTOR = Connector(
    NETWORK,
    streams=streams,
    recognise=recognise,
    look=look,
    pasting=Pasting(("Facebook",), is_checked=False),
    about=ABOUT,
    options=OPTIONS,
)
