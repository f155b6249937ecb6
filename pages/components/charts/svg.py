"""Parts of an image to take along: lines, bars, dots and texts on white, with a title."""

from collections.abc import Sequence
from html import escape

from pages.components.charts.chart_values import INK

WIDTH, LEFT, RIGHT, TOP, PLOT = 960, 90, 190, 70, 320
TEXT, QUIET, RULE = "#1b2530", "#55616d", "#d5dbe1"
INKS = {"met": "#0b5fa5", "missed": "#a33a06", "quiet": "#55616d"}
SIZE = 15
Point = tuple[float, float]


def drawn(title: str, height: float, parts: Sequence[str]) -> str:
    """The whole image."""
    opening = f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {height:.0f}' width='{WIDTH}'"
    font = f"font-family='Source Sans 3, Arial, sans-serif' font-size='{SIZE}'"
    ground = f"<rect width='{WIDTH}' height='{height:.0f}' fill='#fff'/>"
    head = text(16, 30, title, bold=True)
    return f"{opening} height='{height:.0f}' {font}><title>{escape(title)}</title>{ground}{head}{''.join(parts)}</svg>"


def points(path: Sequence[Point]) -> str:
    """A path as SVG writes it."""
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in path)


def line(path: Sequence[Point], ink: str, width: float = 1, more: str = "") -> str:
    """A line through points."""
    return f"<polyline points='{points(path)}' fill='none' stroke='{ink}' stroke-width='{width}' {more}/>"


def bar(x: float, y: float, width: float, height: float, ink: str = INK, opacity: float = 1) -> str:
    """A filled rectangle."""
    size = f"width='{width:.1f}' height='{height:.1f}'"
    return f"<rect x='{x:.1f}' y='{y:.1f}' {size} fill='{ink}' opacity='{opacity}'/>"


def dot(x: float, y: float, ink: str) -> str:
    """A dot; a white one has a rim."""
    return f"<circle cx='{x:.1f}' cy='{y:.1f}' r='5' fill='{ink}' stroke='{INK if ink == '#fff' else ink}'/>"


def text(x: float, y: float, words: str, *, anchor: str = "start", bold: bool = False) -> str:
    """A line of words."""
    look = f"text-anchor='{anchor}' fill='{TEXT if bold else QUIET}' font-weight='{700 if bold else 400}'"
    return f"<text x='{x:.1f}' y='{y:.1f}' {look}>{escape(words)}</text>"
