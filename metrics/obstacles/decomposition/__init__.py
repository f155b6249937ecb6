"""A gap taken apart in parts that add up to it."""
