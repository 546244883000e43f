"""What happens to campaigns besides acts, as rows, and what acts were when they came."""

from tablee.ports.log.happenings import Happening
from tablee.store.database.rows import Rows
from tablee.store.wording import happening_text, read_happening

INSERT = "INSERT INTO store_happening (campaign_id, after_act, leaf, body, at_ms)"
SELECT = """
SELECT after_act, leaf, body, at_ms, id FROM store_happening
 WHERE campaign_id = %s AND id > %s AND (%s = '' OR leaf = %s) ORDER BY id LIMIT %s
"""
FIRST_CLAIM = """
INSERT INTO store_firstclaim (campaign_id, act_number, claim)
SELECT %s, %s, claim FROM store_act WHERE id = %s AND claim <> %s
    ON CONFLICT (campaign_id, act_number) DO NOTHING
"""
FIRST_CLAIMS = """
SELECT act_number, claim FROM store_firstclaim
 WHERE campaign_id = %s AND act_number BETWEEN %s AND %s
"""
WERE_UNVERIFIED = """
SELECT DISTINCT act_number FROM store_decision
 WHERE campaign_id = %s AND act_number BETWEEN %s AND %s AND ruling IN ('confirm', 'refuse')
"""


def write_happening(rows: Rows, campaign_id: int, happening: Happening) -> None:
    """Write down what happened."""
    after, leaf, body, at_ms, _ = happening
    rows.insert(INSERT, [(campaign_id, after, leaf, happening_text(body), at_ms)])


def read_happenings(
    rows: Rows, campaign_id: int, after: int, most: int, leaf: str
) -> list[Happening]:
    """Return what happened after the happening of that number and becomes *leaf*, in order.

    Whoever writes holds the campaign until the end: so numbers become visible in order.
    """
    found = rows.all(SELECT, [campaign_id, after, leaf, leaf, most])
    return [
        Happening(after_act, kind, read_happening(body), at_ms, number)
        for after_act, kind, body, at_ms, number in found
    ]
