"""Minutes of compressed use: whether memory, times and errors stay as they were."""
