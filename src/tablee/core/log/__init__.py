"""A log that only grows, as C2SP and RFC 6962 write it: trees, notes, tiles and proofs."""
