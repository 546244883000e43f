"""X: posts whose address somebody pastes, looked at by oEmbed."""

from tablee.connectors.x.look import look
from tablee.connectors.x.recognise import recognise
from tablee.core.text import Text
from tablee.ports.verb import Connector, Pasting

ABOUT = Text(
    en="""\
Posts whose address somebody pastes: X tells without an account what they say and whose they are.
That is looked at at once, and again as long as it counts.""",
    fr="""\
Les publications dont quelqu’un colle l’adresse : X dit sans compte ce qu’elles disent et de qui
elles sont. On le regarde aussitôt, puis tant qu’elles comptent.""",
)

CONNECTOR = Connector("x", recognise=recognise, look=look, pasting=Pasting(("X",)), about=ABOUT)
