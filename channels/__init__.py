"""Channels of people and other systems: files that come in by themselves, what is sent out, what is public."""
