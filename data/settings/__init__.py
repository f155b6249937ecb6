"""The office's own CSV and YAML, read strictly."""
