"""How campaign pages say that they take webmentions, and how people are told of it."""

from tablee.core.text import Text
from tablee.ports.receiver import Offer

OFFER = Offer(
    name="webmention",
    leaf="webmention",
    rel="webmention",
    title=Text("Webmention", "Webmention"),
    help=(
        Text(
            "If your site sends webmentions, you need do nothing: publish a post that links to "
            "the campaign's page, and your site tells us of it.",
            "Si votre site envoie des webmentions, vous n'avez rien à faire : publiez un billet "
            "avec un lien vers la page de la campagne, et votre site nous le signale.",
        ),
        Text(
            "By hand: send a form to this address by POST, with the address of your post as "
            "source and that of the campaign's page as target.",
            "À la main : envoyez un formulaire à cette adresse par POST, avec l'adresse de votre "
            "billet dans source et celle de la page de la campagne dans target.",
        ),
        Text(
            "The answer gives an address where you can see what becomes of it. We then look at "
            "your post ourselves: what counts is the link we find there.",
            "La réponse donne une adresse où suivre ce qu'il en advient. Nous lisons ensuite "
            "votre billet nous-mêmes : ce qui compte est le lien que nous y trouvons.",
        ),
    ),
    header=("Link", '<{here}>; rel="webmention"'),
    element='<link rel="webmention" href="{here}">',
)
