"""How fast and how right: programs that measure the product beside something known."""
