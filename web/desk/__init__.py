"""Pages of the desk, behind a login."""
