"""Words that screen, paper and letter share, so that none says another thing than the others."""

__all__ = ["coverage_words", "effect_words", "mark_words", "obstacle_words", "place_words", "survey_words"]
