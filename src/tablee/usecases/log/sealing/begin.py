"""Begin a campaign's log: with a name, a key and a pepper that it keeps for ever."""

import secrets

from tablee.core.campaign import Campaign
from tablee.core.leaves.veil import KEY_BYTES
from tablee.ports.log.logs import Log
from tablee.usecases.log.sealing.doubt import Doubt, LogInDoubt
from tablee.usecases.log.sealing.room import Room


def begin_log(room: Room, campaign: Campaign) -> Log:
    """Return the campaign's log, begun now if it was not.

    Raises:
        LogInDoubt: there are files of a log that the database does not know; nothing was written.
        KeyIsLost: the key cannot be made or read; nothing was written.
    """
    with room.desks.read() as desk:
        found = desk.logs.of(campaign.id)
    if found is not None:
        return found
    if room.shelf.log(campaign.slug).paths():
        raise LogInDoubt(Doubt.FILES_UNKNOWN)
    origin = room.origin(campaign.slug)
    signer = room.keys.signer(campaign.slug, origin, is_new=True)
    log = Log(campaign.id, origin, str(signer.key), secrets.token_bytes(KEY_BYTES))
    with room.desks.write() as desk:
        desk.logs.begin(log)
        return desk.logs.of(campaign.id) or log
