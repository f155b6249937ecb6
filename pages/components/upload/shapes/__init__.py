"""What the shape of a file asks of its form: columns joined, rows left out, columns turned, events, due days."""

__all__ = ["choice"]
