"""The product at sizes from a province to the nation, beside the same figures computed by hand."""
