"""The world beyond the database: clock, keys, mail, safe fetching."""
