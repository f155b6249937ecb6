"""The quality of the data: open questions, who reported when."""
