"""Mail to people: what is written to them, and who carries it."""

from tablee.ports.mail.mailer import Mail, Mailer, NotSent

__all__ = ["Mail", "Mailer", "NotSent"]
