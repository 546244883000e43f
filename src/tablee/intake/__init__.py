"""Where acts arrive by the thousand: the door, the group commit, the live count."""
