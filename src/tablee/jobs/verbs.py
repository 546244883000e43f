"""What workers do besides what connectors ask of them."""

from tablee.evidence.address.networks import KnownNetworks
from tablee.jobs.deliver import Deliveries
from tablee.jobs.describe import Descriptions
from tablee.jobs.look import Looks
from tablee.jobs.mail import Letters
from tablee.ports.verb import Verb
from tablee.usecases.hooks.spread_messages import DELIVER
from tablee.usecases.posts.looking import DESCRIBE
from tablee.usecases.posts.submit_posts import LOOK
from tablee.usecases.shifts.rota import MAIL
from tablee.wiring import Site


def asking_verbs(site: Site, known: KnownNetworks) -> dict[str, Verb]:
    """Return the verbs that ask the web: many at once wait for answers.

    Posts on *known* networks are looked at in the ways of these.
    """
    return {LOOK: Looks(site, known), DELIVER: Deliveries(site), MAIL: Letters(site)}


def reading_verbs(site: Site) -> dict[str, Verb]:
    """Return the verbs that keep a core busy: one at a time, and nobody waits for them."""
    return {DESCRIBE: Descriptions(site)}
