"""Charts: plotly, drawn bars, tiles, outlines and sparks."""
