"""The words: every sentence in Indonesian and English, numbers and dates as they are written."""
