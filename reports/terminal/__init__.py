"""Tables and letters for the terminal."""
