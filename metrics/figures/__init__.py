"""From cells to figures: rates, quantiles, entered values."""

__all__ = ["entered", "figures"]
