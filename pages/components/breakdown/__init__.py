"""One indicator by its parts: bars with their target, and regions each by its own months."""

__all__ = ["finding", "funnel", "parts_chart", "rollout_steps", "small_multiples"]
