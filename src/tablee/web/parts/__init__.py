"""The parts of a campaign page, ready to be shown."""
