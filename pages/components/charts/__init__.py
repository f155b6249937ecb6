"""Charts: plotly, drawn bars, tiles, outlines and sparks."""

__all__ = [
    "bars",
    "chart_files",
    "chart_values",
    "drill",
    "outline_map",
    "plotly_charts",
    "spark",
    "tile_map",
    "trends",
]
