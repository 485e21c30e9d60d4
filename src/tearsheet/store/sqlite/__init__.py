"""SQLite as Django drives it, made to take the same text as PostgreSQL; see `base`."""
