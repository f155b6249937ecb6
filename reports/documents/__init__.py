"""One document a module, and the list of them."""
