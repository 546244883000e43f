"""Threads: posts found by their tag with a token, and posts whose address somebody pastes."""

from tablee.connectors.threads.look import look
from tablee.connectors.threads.posts import NETWORK
from tablee.connectors.threads.recognise import recognise
from tablee.connectors.threads.wishes import streams
from tablee.core.network import Option
from tablee.core.text import Text
from tablee.ports.verb import Connector, Pasting

ABOUT = Text(
    en="""\
Posts whose address somebody pastes. Threads tells nothing of them to those who are not its own:
each waits, in its place in the line, until a person has looked at it there.

Where a campaign names Threads, posts with its hashtag as their tag are found by themselves, within
minutes, with a token of the organiser's (named `threads` unless `token` says otherwise; the
permission is `threads_keyword_search`, which Meta grants after a review of the app). It costs
nothing; a token may ask 2,200 times in 24 hours, all campaigns together, which is kept to. Nobody
tells us when a post is deleted.""",
    fr="""\
Les publications dont quelqu’un colle l’adresse. Threads n’en dit rien à qui n’est pas des siens :
chacune attend, à sa place dans la file, qu’une personne l’y ait regardée.

Si une campagne nomme Threads, les publications qui portent son mot-dièse sont trouvées
d’elles-mêmes, en quelques minutes, avec un jeton de l’organisateur (nommé `threads` sauf si
`token` en dit un autre ; l’autorisation est `threads_keyword_search`, que Meta accorde après
examen de l’application). Cela ne coûte rien ; un jeton permet 2 200 demandes en 24 heures, toutes
campagnes confondues, et l’on s’y tient. Personne ne nous dit qu’une publication a été
supprimée.""",
)
OPTIONS = (
    Option(
        "token",
        Text(
            en="The name of the token in `TABLEE_NETWORK_SECRETS`.",
            fr="Le nom du jeton dans `TABLEE_NETWORK_SECRETS`.",
        ),
        example="threads-restos",
        pattern=rf"{NETWORK}(?:-[A-Za-z0-9._-]{{1,90}})?",
        default=NETWORK,
    ),
)

CONNECTOR = Connector(
    NETWORK,
    streams=streams,
    recognise=recognise,
    look=look,
    pasting=Pasting(("Threads",), is_checked=False),
    about=ABOUT,
    options=OPTIONS,
)
