"""Tables and letters for the terminal."""

__all__ = ["digest", "early_warning_letter", "obstacle_table", "scorecard_table", "sign_off_lines", "target_lines"]
