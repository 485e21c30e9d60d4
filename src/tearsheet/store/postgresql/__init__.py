"""PostgreSQL as Django drives it, made to mean what SQLite means; see `base`."""
