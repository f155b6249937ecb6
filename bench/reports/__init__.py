"""How long documents take, against their limits."""
