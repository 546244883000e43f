"""Mail by SMTP: encrypted, with a deadline, and without a word about who it was for."""

import smtplib
import ssl
import time
from collections.abc import Callable
from typing import NamedTuple

from tablee.outside.clock import SystemClock
from tablee.outside.mail.letter import written
from tablee.outside.mail.moments import moment
from tablee.ports.desk import Clock
from tablee.ports.mail import Mail, NotSent

LASTING = range(500, 600)
SHORTEST_S = 0.1
WAYS = ("smtp", "smtps", "smtp+plain")


class Relay(NamedTuple):
    """The server that takes our mail."""

    way: str
    """``smtps``: encrypted from the first byte; ``smtp``: after STARTTLS, or not at all;
    ``smtp+plain``: never encrypted, for a server on this very machine."""
    host: str
    port: int
    user: str
    password: str
    timeout_s: float


class SmtpMail:
    """Sends each letter over a connection of its own."""

    is_on = True

    def __init__(
        self,
        relay: Relay,
        sender: str,
        *,
        clock: Clock | None = None,
        trust: Callable[[], ssl.SSLContext] = ssl.create_default_context,
    ) -> None:
        self._relay = relay
        self._sender = sender
        self._clock = clock or SystemClock()
        self._trust = trust

    def send(self, mail: Mail) -> None:
        """Hand a letter to the server.

        Raises:
            NotSent: the server refuses it, does not answer in time, or cannot be trusted.
        """
        message = written(mail, self._sender, moment(self._clock))
        deadline_s = time.monotonic() + self._relay.timeout_s
        try:
            with _Line(self._relay, self._trust, deadline_s) as line:
                line.send_message(message)
        except smtplib.SMTPRecipientsRefused as refusal:
            (code, _), *_ = refusal.recipients.values()
            raise _refused(code) from None
        except smtplib.SMTPResponseException as refusal:
            # A wrong password or a full machine concerns every letter: it is tried again.
            is_about_us = isinstance(refusal, smtplib.SMTPAuthenticationError)
            raise _refused(refusal.smtp_code, is_about_us=is_about_us) from None
        except smtplib.SMTPNotSupportedError:
            message_ = "the server does not offer what we ask: STARTTLS, names or letters"
            raise NotSent(message_, is_lasting=False) from None
        except (smtplib.SMTPException, OSError) as failure:
            why = f"no answer from the mail server: {type(failure).__name__}"
            raise NotSent(why, is_lasting=False) from None


def _refused(code: int, *, is_about_us: bool = False) -> NotSent:
    return NotSent(
        f"the mail server answered {code}", is_lasting=code in LASTING and not is_about_us
    )


class _Line:
    """One connection, encrypted and signed in; every step has what is left of the time."""

    def __init__(
        self, relay: Relay, trust: Callable[[], ssl.SSLContext], deadline_s: float
    ) -> None:
        self._relay = relay
        self._trust = trust
        self._deadline_s = deadline_s

    def __enter__(self) -> smtplib.SMTP:
        relay = self._relay
        if relay.way == "smtps":
            self._smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                relay.host, relay.port, timeout=self._left_s(), context=self._trust()
            )
        else:
            self._smtp = smtplib.SMTP(relay.host, relay.port, timeout=self._left_s())
        try:
            self._greet()
        except BaseException:
            self._smtp.close()
            raise
        return self._smtp

    def _greet(self) -> None:
        relay, smtp = self._relay, self._smtp
        self._tighten()
        smtp.ehlo_or_helo_if_needed()
        if relay.way == "smtp":
            self._tighten()
            smtp.starttls(context=self._trust())
        if relay.user:
            self._tighten()
            smtp.login(relay.user, relay.password)
        self._tighten()

    def _tighten(self) -> None:
        if self._smtp.sock is not None:
            self._smtp.sock.settimeout(self._left_s())

    def _left_s(self) -> float:
        return max(SHORTEST_S, self._deadline_s - time.monotonic())

    def __exit__(self, *_: object) -> None:
        # The letter is taken or not by now: how the server says good-bye changes nothing.
        try:
            self._smtp.quit()
        except (smtplib.SMTPException, OSError):
            self._smtp.close()
