"""X: posts found by search or as mentions, for money, and posts whose address somebody pastes."""

from tablee.connectors.x.look import look
from tablee.connectors.x.posts import NETWORK
from tablee.connectors.x.prices import LIMIT, RATE
from tablee.connectors.x.recognise import recognise
from tablee.connectors.x.wishes import streams
from tablee.core.network import Option
from tablee.core.text import Text
from tablee.ports.verb import Connector, Pasting

YES_NO = "yes|no"
ABOUT = Text(
    en="""\
Posts whose address somebody pastes: X tells without an account what they say and whose they are.
That is looked at at once, and again as long as it counts.

Where a campaign names X, posts with its hashtag are found by themselves, with the organiser's
token (a bearer token, named `x` unless `token` says otherwise), and X wants money for each: 0.005
dollars for a post that a search brings, 0.001 for a mention of the account to whose owner the
token belongs, 0.005 for each count (prices of 2026-08-22, in the connector's `prices.py`). Ask
people to mention the campaign's account: it costs a fifth. What a request can cost at most is
booked before it is sent, so the campaign never spends more than its `limit`, whatever crashes;
then reading stops, and the page of networks says so. Set the same limit with X as well. Posts
already counted stay; nobody tells us when one is deleted, unless it was pasted.""",
    fr="""\
Les publications dont quelqu’un colle l’adresse : X dit sans compte ce qu’elles disent et de qui
elles sont. On le regarde aussitôt, puis tant qu’elles comptent.

Si une campagne nomme X, les publications avec son mot-dièse sont trouvées d’elles-mêmes, avec le
jeton de l’organisateur (un « bearer token », nommé `x` sauf si `token` en dit un autre), et X
demande de l’argent pour chacune : 0,005 dollar pour une publication trouvée par recherche, 0,001
pour une mention du compte dont le titulaire possède le jeton, 0,005 pour chaque comptage (prix du
22 août 2026, dans `prices.py` du connecteur). Invitez à mentionner le compte de la campagne :
c’est cinq fois moins cher. Ce qu’une demande peut coûter au plus est inscrit avant qu’elle parte :
la campagne ne dépense donc jamais plus que sa limite (`limit`), même en cas de panne ; alors la
lecture s’arrête, et la page des réseaux le dit. Fixez aussi cette limite chez X. Les publications
déjà comptées restent ; personne ne nous dit qu’on en a supprimé une, sauf si son adresse a été
collée.""",
)
OPTIONS = (
    Option(
        "limit",
        Text(
            en="The most that may be spent for the campaign in all, in dollars or euros.",
            fr="Ce qui peut être dépensé en tout pour la campagne, en dollars ou en euros.",
        ),
        example="100 USD",
        pattern=LIMIT,
        is_required=True,
    ),
    Option(
        "dollars_per_euro",
        Text(
            en="At what rate a limit in euros is turned into dollars, in which X counts.",
            fr="À quel taux une limite en euros est convertie en dollars, la monnaie de X.",
        ),
        example="1.10",
        pattern=RATE,
        default="1.00",
    ),
    Option(
        "search",
        Text(
            en="Whether posts with the hashtag are searched for.",
            fr="Si l’on recherche les publications avec le mot-dièse.",
        ),
        example="no",
        pattern=YES_NO,
        default="yes",
    ),
    Option(
        "account",
        Text(
            en="The number of the account whose mentions are read; those with the hashtag count.",
            fr="Le numéro du compte dont on lit les mentions ; celles qui portent le mot-dièse "
            "comptent.",
        ),
        example="783214",
        pattern="[1-9][0-9]{0,19}",
    ),
    Option(
        "account_is_ours",
        Text(
            en="Whether the token belongs to that account's owner: then mentions cost less.",
            fr="Si le jeton appartient au titulaire de ce compte : elles coûtent alors moins.",
        ),
        example="yes",
        pattern=YES_NO,
        default="no",
    ),
    Option(
        "counts",
        Text(
            en="Whether X is asked how many posts there were in a week: shown as an estimate.",
            fr="Si l’on demande à X combien il y a eu de publications en une semaine : affiché "
            "comme une estimation.",
        ),
        example="yes",
        pattern=YES_NO,
        default="no",
    ),
    Option(
        "every_minutes",
        Text(
            en="How often X is asked, in minutes.",
            fr="Tous les combien on interroge X, en minutes.",
        ),
        example="60",
        pattern="[1-9][0-9]{0,3}",
        default="15",
    ),
    Option(
        "token",
        Text(
            en="The name of the token in `TABLEE_NETWORK_SECRETS`.",
            fr="Le nom du jeton dans `TABLEE_NETWORK_SECRETS`.",
        ),
        example="x-restos",
        pattern=rf"{NETWORK}(?:-[A-Za-z0-9._-]{{1,90}})?",
        default=NETWORK,
    ),
)

CONNECTOR = Connector(
    NETWORK,
    streams=streams,
    recognise=recognise,
    look=look,
    pasting=Pasting(("X",)),
    about=ABOUT,
    options=OPTIONS,
)
