"""The spread of MPPs: rollout and its outlook."""

__all__ = ["rollout", "rollout_outlook"]
