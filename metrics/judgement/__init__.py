"""From a figure to a status word: context, reporting, variation, series, forecast."""
