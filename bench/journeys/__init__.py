"""How many modules and functions a figure passes on its way."""
