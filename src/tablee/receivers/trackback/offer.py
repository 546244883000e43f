"""How campaign pages say that they take trackbacks, and how people are told of it."""

from tablee.core.text import Text
from tablee.ports.receiver import Offer

OFFER = Offer(
    name="trackback",
    leaf="trackback",
    rel="trackback",
    title=Text("Trackback", "Rétrolien (trackback)"),
    help=(
        Text(
            "If your blog has a field for trackbacks, put this address in it: your blog then "
            "tells us of your post.",
            "Si votre blog a un champ pour les rétroliens, mettez-y cette adresse : votre blog "
            "nous signale alors votre billet.",
        ),
        Text(
            "Your post needs a link to the campaign's page all the same: we look at it "
            "ourselves, and what counts is the link.",
            "Votre billet a tout de même besoin d'un lien vers la page de la campagne : nous le "
            "lisons nous-mêmes, et c'est le lien qui compte.",
        ),
    ),
    embedded=(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:trackback="http://madskills.com/public/xml/rss/module/trackback/">'
        '<rdf:Description rdf:about="{page}" dc:identifier="{page}" dc:title="{title}"'
        ' trackback:ping="{here}" /></rdf:RDF>'
    ),
)
