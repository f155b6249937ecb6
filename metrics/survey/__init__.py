"""The satisfaction survey: index, cross table, disclosure control."""
