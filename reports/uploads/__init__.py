"""What helps an analyst upload: templates, data dictionary, list of problems."""

__all__ = ["choice_lists", "problem_list", "templates"]
