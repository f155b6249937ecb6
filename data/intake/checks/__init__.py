"""From typed rows to accepted ones or problems: rows, dates, the file as a whole."""
