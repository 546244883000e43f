"""How campaign pages say that they take pingbacks, and how people are told of it."""

from tablee.core.text import Text
from tablee.ports.receiver import Offer

OFFER = Offer(
    name="pingback",
    leaf="pingback",
    rel="pingback",
    title=Text("Pingback", "Pingback"),
    help=(
        Text(
            "WordPress and many other blogs send pingbacks by themselves: publish a post that "
            "links to the campaign's page, and your blog tells us of it a moment later.",
            "WordPress et bien d'autres blogs envoient des pingbacks d'eux-mêmes : publiez un "
            "billet avec un lien vers la page de la campagne, et votre blog nous le signale peu "
            "après.",
        ),
        Text(
            "In WordPress, leave the box “Attempt to notify any blogs linked to from the post” "
            "ticked in the discussion settings. No plugin is needed.",
            "Dans WordPress, laissez cochée la case « Tenter de notifier tous les sites liés "
            "depuis le contenu de la publication » dans les réglages de discussion. Aucune "
            "extension n'est nécessaire.",
        ),
        Text(
            "Programs call the XML-RPC method pingback.ping at this address.",
            "Les programmes appellent la méthode XML-RPC pingback.ping à cette adresse.",
        ),
    ),
    header=("X-Pingback", "{here}"),
    element='<link rel="pingback" href="{here}">',
)
