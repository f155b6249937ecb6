"""One request, one answer: the scorecard every screen and paper shows."""
