"""How the pages answer when many people look at once."""
