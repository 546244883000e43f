"""The small calculation a browser does before it sends a form: ALTCHA's proof of work, version 2.

It costs a person nothing, and whoever sends thousands of forms a great deal. A puzzle belongs to
the stamp of one form: it is good as long as that, and used up with it.
"""

import json
import secrets

from altcha import Payload, create_challenge, verify_solution

from tablee.web.hurdles.stamp import Stamp

ALGORITHM = "PBKDF2/SHA-256"
ROUNDS = 5_000
"""Rounds of hashing in each try: two thousandths of a second in a browser."""
FEWEST_TRIES, MOST_TRIES = 200, 400
LONGEST_ANSWER = 4_096


def puzzle(stamp: Stamp, secret: bytes) -> str:
    """Return a puzzle for the form with that stamp, as JSON."""
    tries = FEWEST_TRIES + secrets.randbelow(MOST_TRIES - FEWEST_TRIES)
    challenge = create_challenge(
        ALGORITHM, ROUNDS, counter=tries, data=_bound_to(stamp), hmac_secret=_key(secret)
    )
    return json.dumps(challenge.to_dict(), separators=(",", ":"))


def is_solved(answer: str, stamp: Stamp, secret: bytes) -> bool:
    """Return whether *answer* solves a puzzle that this site made for that stamp."""
    if not answer or len(answer) > LONGEST_ANSWER:
        return False
    if not verify_solution(answer, _key(secret)).verified:
        return False
    return Payload.from_base64(answer).challenge.parameters.data == _bound_to(stamp)


def _bound_to(stamp: Stamp) -> dict[str, str | int]:
    return {"form": stamp.form, "stamp": stamp.name, "until_ms": stamp.good_until_ms}


def _key(secret: bytes) -> str:
    return f"tablee.puzzle:{secret.hex()}"
