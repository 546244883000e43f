"""Post a public message of a sponsor, the association or the organiser."""

from tablee.ports.desk import Desks, Message, Note


def post_note(desks: Desks, slug: str, note: Note) -> None:
    """Put a dated message on the campaign's page.

    Raises:
        UnknownCampaign: nothing was written.
    """
    with desks.write() as desk:
        campaign = desk.campaigns.see(slug)
        desk.notes.post(campaign.id, note)
        body: dict[str, str | int] = {"campaign": slug, "author": note.author}
        message = Message("note.posted", f"{slug}:note:{note.at_ms}:{note.author}", body)
        desk.outbox.put(campaign.id, message, note.at_ms)
