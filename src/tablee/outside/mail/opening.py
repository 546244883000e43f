"""Chooses who carries mail, as the settings say."""

from urllib.parse import unquote, urlsplit

from tablee.config import Settings
from tablee.outside.mail.folder import FolderMail
from tablee.outside.mail.off import NoMail
from tablee.outside.mail.smtp import WAYS, Relay, SmtpMail
from tablee.ports.mail import Mailer

PORTS = {"smtp": 587, "smtps": 465, "smtp+plain": 25}
FOLDER = "folder:"
MS_PER_S = 1_000


def open_mailer(settings: Settings) -> Mailer:
    """Return who carries the mail of a site: nobody, unless its operator says who."""
    where, sender = settings.mail_url, settings.mail_from
    if not where or not sender:
        return NoMail()
    if where.startswith(FOLDER):
        return FolderMail(settings.home / where.removeprefix(FOLDER), sender)
    parts = urlsplit(where)
    relay = Relay(
        way=parts.scheme,
        host=parts.hostname or "localhost",
        port=parts.port or PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        timeout_s=settings.mail_timeout_ms / MS_PER_S,
    )
    if relay.way not in WAYS:
        return NoMail()
    return SmtpMail(relay, sender)
