"""From cells to figures: rates, quantiles, entered values, queue hours."""

__all__ = ["entered", "figures"]
