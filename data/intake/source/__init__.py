"""From the bytes of a file to text cells: workbooks, text files, header rows, profiles."""
