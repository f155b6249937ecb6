"""Between a page and the product: address, cache, figures, rights, errors, acts."""
