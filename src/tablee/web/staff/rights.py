"""What the staff's pages ask of whoever opens them: one right for each thing that can be done."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

DECIDE = "store.change_act"
"""Decide about acts, in the queue and in their table; take posts off the wall."""
JUDGE_HOSTS = "store.change_hostrule"
RAISE = "store.change_campaign"
SPEAK = "store.add_note"
"""Post messages in the name of those who carry a campaign."""
MARK = "store.change_post"
"""Mark posts as press or recap."""
REVOKE = "store.change_partnerkey"
SEE_HOOKS = "store.view_hook"
SEND_AGAIN = "store.change_hook"
"""Let events that were given up be sent again."""
PLAN_SHIFTS = "store.change_shift"
"""Make shifts, call them off, and see who comes."""
SEE_TILLS = "store.view_tillfile"
SEND_TILLS = "store.add_tillfile"
"""Send partners' till files in."""
SEE_NETWORKS = "store.view_bulletin"
"""See how readers of networks fare, and what they cost."""
SEE_PROMISES = "store.view_signeddocument"
KEEP_KEYS = "store.change_partykey"
"""Register and revoke keys of parties, say who signs for them, and invite those who do."""
SEE_WORK = "store.view_task"
REVIVE = "store.change_task"
"""Let dead work be tried again."""


def may(request: HttpRequest, right: str) -> bool:
    """Return whether whoever asks has that right."""
    return request.user.has_perm(right)


def check(request: HttpRequest, right: str) -> None:
    """Let only those through who have that right.

    Raises:
        PermissionDenied: whoever asks has it not; nothing was done.
    """
    if not may(request, right):
        raise PermissionDenied
