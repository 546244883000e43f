"""Takes till files of any length from partners, onto the disk, where they are read later."""
