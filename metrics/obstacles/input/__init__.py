"""What an explanation starts from: terms, tables, labels."""
