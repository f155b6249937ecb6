"""From the headers of a file to our columns: matching, suggestions, what is missing."""
