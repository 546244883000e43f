"""Bluesky: posts with a campaign's hashtag, found in the stream of all posts (Jetstream)."""

from tablee.connectors.bluesky.look import PublicView, recognise
from tablee.connectors.bluesky.origin import DEFAULT, PATTERN
from tablee.connectors.bluesky.scan import NETWORK
from tablee.connectors.bluesky.wishes import streams
from tablee.core.network import Option
from tablee.core.text import Text
from tablee.ports.verb import Connector

ABOUT = Text(
    en="""\
Every public post on Bluesky that bears the campaign's hashtag is an act of its author, within
seconds: read from a Jetstream, a free stream of all posts. No account and no token is needed.
Deleted posts are taken back, and so is everything by an account that is deleted, deactivated,
suspended or taken down. What is posted while the site is down is read afterwards, as far back as
the server keeps it (36 hours).""",
    fr="""\
Chaque publication publique sur Bluesky qui porte le mot-dièse de la campagne est une action de son
auteur, en quelques secondes : elle est lue dans un Jetstream, un flux gratuit de toutes les
publications. Ni compte ni jeton ne sont nécessaires. Les publications supprimées sont reprises, de
même que tout ce qui vient d’un compte supprimé, désactivé, suspendu ou retiré. Ce qui est publié
pendant que le site est arrêté est lu ensuite, aussi loin que le serveur le garde (36 heures).""",
)
OPTIONS = (
    Option(
        "server",
        Text(
            en="The Jetstream to read: one of Bluesky's, somebody else's or your own. Its path "
            "says which version it speaks: `/subscribe` the first, "
            "`/xrpc/network.bsky.jetstream.subscribeEvents` the second.",
            fr="Le Jetstream à lire : l’un de ceux de Bluesky, celui d’un tiers ou le vôtre. Son "
            "chemin dit quelle version il parle : `/subscribe` la première, "
            "`/xrpc/network.bsky.jetstream.subscribeEvents` la seconde.",
        ),
        example="wss://jetstream2.us-east.bsky.network/subscribe",
        pattern=PATTERN,
        default=DEFAULT,
    ),
)

CONNECTOR = Connector(
    NETWORK,
    streams=streams,
    recognise=recognise,
    look=PublicView,
    about=ABOUT,
    options=OPTIONS,
)
