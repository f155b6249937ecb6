"""What a file may hold and what refuses a row: kinds, row rules, problems."""
