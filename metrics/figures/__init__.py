"""From cells to figures: rates, quantiles, entered values, queue hours."""
