"""What a browser meets before a page: gate, sign-in, headers, health and downloads."""
