"""What is aimed at: goals of the file, those in force, achievement."""
