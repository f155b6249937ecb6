"""What is aimed at: goals of the file, those in force, achievement."""

__all__ = ["achievement", "goals", "in_force", "json_schema", "parse"]
