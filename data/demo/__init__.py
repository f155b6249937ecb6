"""Example records of an invented three years."""
