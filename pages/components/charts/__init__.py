"""Charts: plotly, drawn bars, tiles, outlines and sparks."""

__all__ = [
    "bars",
    "chart_values",
    "drill",
    "outline_map",
    "plotly_charts",
    "spark",
    "tile_map",
    "trend_picture",
    "trends",
]
