"""What is measured: indicators, their streams, and scales."""
