"""Mail to people: by SMTP, into a folder, or not at all."""

from tablee.outside.mail.opening import open_mailer

__all__ = ["open_mailer"]
