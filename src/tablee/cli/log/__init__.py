"""The commands about the public log: seal it, witness it, verify it, audit it."""
