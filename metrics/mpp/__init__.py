"""The spread of MPPs: rollout and its outlook."""
