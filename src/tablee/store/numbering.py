"""The ids of acts: the campaign's id, then the number of the act in it."""

NUMBER_BITS = 40
"""Enough for a million million acts in a campaign, and eight million campaigns."""
NUMBER_MASK = (1 << NUMBER_BITS) - 1


def first_id(campaign_id: int) -> int:
    """Return an id below those of a campaign's acts.

    >>> first_id(1) | 17
    1099511627793
    """
    return campaign_id << NUMBER_BITS


def last_id(campaign_id: int) -> int:
    """Return an id not below those of a campaign's acts."""
    return first_id(campaign_id) | NUMBER_MASK


def number_of(act_id: int) -> int:
    """Return the number of an act in its campaign.

    >>> number_of(1099511627793)
    17
    """
    return act_id & NUMBER_MASK


def campaign_of(act_id: int) -> int:
    """Return the id of the campaign to which an act belongs.

    >>> campaign_of(1099511627793)
    1
    """
    return act_id >> NUMBER_BITS
