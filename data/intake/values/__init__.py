"""From text to typed values: patterns, conventions, words, personal data."""
