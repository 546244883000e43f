"""The fediverse: a campaign's news for those who follow it, and posts that come to its inbox."""

from collections.abc import Mapping

from tablee.connectors.activitypub.look import Origin, recognise
from tablee.connectors.activitypub.meet import Meetings
from tablee.connectors.activitypub.relays import RelayAskings
from tablee.connectors.activitypub.send import Sendings
from tablee.connectors.activitypub.spread import Spreadings
from tablee.connectors.activitypub.tend import streams
from tablee.core.network import Option
from tablee.core.text import Text
from tablee.ports.verb import Connector, Pasting, Verb
from tablee.usecases.fediverse.meeting import MEET
from tablee.usecases.fediverse.names import NETWORK
from tablee.usecases.fediverse.sending import SEND, SPREAD
from tablee.usecases.fediverse.tend_actors import ASK_RELAY
from tablee.wiring import Site

ABOUT = Text(
    en="""\
The campaign becomes an account of the fediverse (Mastodon, Pixelfed, PeerTube, WordPress and
others), which people follow, mention and boost: `@restos2026@your.host`. Public posts that mention
it, and those with its hashtag that reach it, are acts of their authors. Its news (milestones,
raises, caps reached, the close) go to whoever follows. No account elsewhere and no token are
needed; the site must have a public address (`TABLEE_PUBLIC_URL`) by https. Relays and hashtag
actors such as tags.pub pass on more posts with the hashtag, if you name some.""",
    fr="""\
La campagne devient un compte du fédivers (Mastodon, Pixelfed, PeerTube, WordPress et d’autres),
que l’on suit, mentionne et partage : `@restos2026@votre.site`. Les publications publiques qui le
mentionnent, et celles qui portent son mot-dièse et lui parviennent, sont des actions de leurs
auteurs. Ses nouvelles (paliers, relèvements, plafonds atteints, clôture) vont à qui le suit. Ni
compte ailleurs ni jeton ne sont nécessaires ; le site doit avoir une adresse publique
(`TABLEE_PUBLIC_URL`) en https. Des relais et des comptes de mots-dièse comme tags.pub
transmettent d’autres publications portant le mot-dièse, si vous en nommez.""",
)
OPTIONS = (
    Option(
        "name",
        Text(
            en="The name before the @ by which people find the campaign; without it, the "
            "campaign's name without hyphens. Do not change it once people follow.",
            fr="Le nom devant le @ par lequel on trouve la campagne ; sinon, le nom de la "
            "campagne sans tirets. N’y touchez plus dès que l’on vous suit.",
        ),
        example="restos2026",
        pattern=r"[A-Za-z0-9_]{1,30}",
    ),
    Option(
        "relays",
        Text(
            en="Addresses of relays or hashtag actors to follow while the campaign runs, with "
            "spaces between them. An address that ends in `/inbox` is asked for everything.",
            fr="Adresses de relais ou de comptes de mots-dièse à suivre pendant la campagne, "
            "séparées par des espaces. À une adresse qui finit par `/inbox`, tout est demandé.",
        ),
        example="https://tags.pub/user/restos2026",
        pattern=r"https?://[^\s,]{3,200}(?:[ ,]+https?://[^\s,]{3,200}){0,4}",
    ),
)


def verbs(site: Site) -> Mapping[str, Verb]:
    """Return what is done for the tasks of the fediverse."""
    return {
        MEET: Meetings(site),
        SEND: Sendings(site),
        SPREAD: Spreadings(site),
        ASK_RELAY: RelayAskings(site),
    }


CONNECTOR = Connector(
    NETWORK,
    verbs=verbs,
    streams=streams,
    recognise=recognise,
    look=Origin,
    pasting=Pasting(("Mastodon", "Pixelfed", "PeerTube"), is_anywhere=True),
    about=ABOUT,
    options=OPTIONS,
)
