"""Who may see what: accounts, sessions, roles, scope and the gate before every page."""
