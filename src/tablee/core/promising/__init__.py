"""What sponsors, the association and auditors sign, from pledges to results, and their keys."""
