"""No mail at all: where none is configured."""

from tablee.ports.mail import Mail, NotSent


class NoMail:
    """Carries nothing: people of the staff hand links over."""

    is_on = False

    def send(self, mail: Mail) -> None:
        """Refuse.

        Raises:
            NotSent: always; nothing was sent.
        """
        raise NotSent(f"no mail is configured: {mail.key} stays here", is_lasting=True)
