"""The public log of a campaign: what is told to it, how it is sealed, signed and shown."""
