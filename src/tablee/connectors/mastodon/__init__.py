"""Mastodon: public posts with a campaign's hashtag, as several servers know them."""

from tablee.connectors.mastodon.origin import PATTERN, TAGS_PATTERN
from tablee.connectors.mastodon.status import NETWORK
from tablee.connectors.mastodon.wishes import streams
from tablee.core.network import Option
from tablee.core.text import Text
from tablee.ports.verb import Connector

ABOUT = Text(
    en="""\
Public posts with the campaign's hashtag, as the Mastodon servers you name know them: their own
people's, and of the rest of the fediverse what has reached them. No server knows everything: name
three to five, large ones and those where your people are. The same post found on several, or by
the fediverse inbox, is one act. Each is asked every half minute, without a token where it shows
hashtags to everybody; with a token (named after its server, such as `mastodon.social`; see
`token`) posts are told at once, and deleted ones taken back. Boosts, posts that are not
public, bots and people who write #nobot beside their name are left out. That a post exists and who
made it is the word of the server you named: it checked the author's signature, we do not check it
again. It cannot put a post into the mouth of somebody of another server than the post's own, and
it cannot take one back that still stands at its origin. A server that closes its hashtags is shown
as closed on the page of networks.""",
    fr="""\
Les publications publiques qui portent le mot-dièse de la campagne, telles que les connaissent les
serveurs Mastodon que vous nommez : celles de leurs membres et, du reste du fédivers, ce qui leur
est parvenu. Aucun serveur ne sait tout : nommez-en trois à cinq, des grands et ceux où sont vos
participants. La même publication trouvée sur plusieurs, ou reçue par le fédivers, est une seule
action. Chacun est interrogé toutes les trente secondes, sans jeton s’il montre ses mots-dièse à
tous ; avec un jeton (il porte le nom de son serveur, comme `mastodon.social` ; voir
`token`) les publications sont annoncées aussitôt, et celles qu’on supprime sont reprises. Les
partages, les publications qui ne sont pas publiques, les robots et les personnes qui écrivent
#nobot dans leur profil sont laissés de côté. Qu’une publication existe et de qui elle est, c’est
le serveur que vous nommez qui le dit : il a vérifié la signature de l’auteur, nous ne la vérifions
pas une seconde fois. Il ne peut pas attribuer une publication à quelqu’un d’un autre serveur que
le sien, ni faire reprendre celle qui se trouve encore à son origine. Un serveur qui ferme ses
mots-dièse apparaît comme fermé sur la page des réseaux.""",
)
OPTIONS = (
    Option(
        "servers",
        Text(
            en="The servers to read, up to ten, with spaces between them.",
            fr="Les serveurs à lire, dix au plus, séparés par des espaces.",
        ),
        example="https://mastodon.social https://piaille.fr",
        pattern=PATTERN,
        is_required=True,
    ),
    Option(
        "more_tags",
        Text(
            en="Further hashtags that count like the campaign's, up to four.",
            fr="D’autres mots-dièse qui comptent comme celui de la campagne, quatre au plus.",
        ),
        example="restos2026 repas2026",
        pattern=TAGS_PATTERN,
    ),
    Option(
        "token",
        Text(
            en="Whose token is used, where there are several for a server: with `restos`, the one "
            "named `restos@mastodon.social`, and so on. Its right is `read:statuses`.",
            fr="Quel jeton est employé, s’il y en a plusieurs pour un serveur : avec `restos`, "
            "celui qui se nomme `restos@mastodon.social`, etc. Son droit est `read:statuses`.",
        ),
        example="restos",
        pattern=r"[A-Za-z0-9._-]{1,100}",
    ),
)

CONNECTOR = Connector(NETWORK, streams=streams, about=ABOUT, options=OPTIONS)
