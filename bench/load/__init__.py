"""How fast a file comes in, and with how much memory, beside what the engine or the reader needs for the file alone."""
