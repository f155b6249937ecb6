"""What personal data looks like."""
