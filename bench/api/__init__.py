"""Requests a second and how long they take, beside programs that ask one after another."""
