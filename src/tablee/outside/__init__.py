"""The world beyond the database: clock, disk, keys, mail, safe fetching."""
