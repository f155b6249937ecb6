"""What leaves: documents and tables, all from the same scorecard as the screen."""
