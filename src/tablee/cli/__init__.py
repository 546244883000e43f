"""The command line: everything a person does with a site from a terminal."""

from tablee.cli import acts, campaigns, codes, demo, hooks, keys, shifts, tills
from tablee.cli.log import audit, erase, export, incident, parties, policy, seal, verify, witness
from tablee.cli.program import main
from tablee.cli.serving import serve
from tablee.cli.tending import selfcheck
from tablee.cli.working import work

__all__ = [
    "acts",
    "audit",
    "campaigns",
    "codes",
    "demo",
    "erase",
    "export",
    "hooks",
    "incident",
    "keys",
    "main",
    "parties",
    "policy",
    "seal",
    "selfcheck",
    "serve",
    "shifts",
    "tills",
    "verify",
    "witness",
    "work",
]
