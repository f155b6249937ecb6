"""Invented worlds of which the truth is known, and how often what is printed about them is true."""
