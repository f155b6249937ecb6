"""What helps an analyst upload: templates, data dictionary, list of problems."""
