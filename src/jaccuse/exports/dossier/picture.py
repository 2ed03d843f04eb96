"""The timeline as SVG: a line for each accuser, a mark for each day, whose shape tells how it was put."""

from __future__ import annotations

from datetime import date
from html import escape
from unicodedata import east_asian_width

from .shape import Lane, Mark, Timeline

#: Measures in pixels: the whole, the names at the left, one line, the axis above them, and the legend below.
WIDTH, NAMES, LINE, TOP, LEGEND = 760, 204, 24, 30, 20
#: Letters that fit at the left.
LETTERS = 26
#: The colours by which an SVG in a page takes part in its light and dark looks, and those of one that stands alone.
PAGE = {"ink": "var(--ink)", "soft": "var(--soft)", "rule": "var(--rule)", "accent": "var(--accent)", "paper": "var(--paper)"}
ALONE = {"ink": "#1c1b1a", "soft": "#5e5b57", "rule": "#d9d5cf", "accent": "#8a1c2b", "paper": "#ffffff"}


def svg(
    drawn: Timeline, colours: dict[str, str] = ALONE, font: str = "system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif"
) -> str:
    """The picture. colours: PAGE or ALONE; font: the families that its words are set in."""
    axis = _Axis(drawn)
    rows = -(-len(drawn.keys) // 3)
    bottom = TOP + LINE * len(drawn.lanes)
    height = bottom + 14 + LEGEND * rows
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img" '
        f'font-family="{escape(font)}" font-size="12" class="timeline">',
        f"<title>{_told(drawn.caption)}</title><desc>{_told(drawn.alternative)}</desc>",
    ]
    if colours is ALONE:
        parts.append(f'<rect width="{WIDTH}" height="{height}" fill="{colours["paper"]}"/>')
    for x, words, anchor in axis.ticks():
        parts.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{TOP - 8}" y2="{bottom}" stroke="{colours["rule"]}"/>')
        parts.append(f'<text x="{x:.1f}" y="{TOP - 14}" text-anchor="{anchor}" fill="{colours["soft"]}">{_told(words)}</text>')
    for number, lane in enumerate(drawn.lanes):
        parts += _lane(lane, TOP + LINE * number + LINE / 2, axis, colours)
    for number, (look, words) in enumerate(drawn.keys):
        x, y = 8 + (number % 3) * 250, bottom + 20 + (number // 3) * LEGEND
        parts.append(_span(x, x + 18, y, colours) if look == "span" else _shape(x + 9, y, look, colours))
        parts.append(f'<text x="{x + 26}" y="{y + 4}" fill="{colours["ink"]}">{_told(words)}</text>')
    return "\n".join([*parts, "</svg>"])


class _Axis:
    """Where a day stands."""

    def __init__(self, drawn: Timeline) -> None:
        self._ticks = drawn.ticks
        first = min([drawn.first, *(day for day, _ in drawn.ticks)])
        last = max([drawn.last, *(day for day, _ in drawn.ticks)])
        self._first = date.fromisoformat(first).toordinal()
        self._days = max(1, date.fromisoformat(last).toordinal() - self._first)

    def x(self, day: str) -> float:
        """The place of a day."""
        share = (date.fromisoformat(day).toordinal() - self._first) / self._days
        return NAMES + 16 + share * (WIDTH - NAMES - 32)

    def ticks(self) -> list[tuple[float, str, str]]:
        """Place, words and how the words stand to it; words that would touch those before them are left out."""
        found: list[tuple[float, str, str]] = []
        free = 0.0
        for day, words in self._ticks:
            x, wide = self.x(day), _wide(words) * 6.4
            anchor = "start" if x - wide / 2 < NAMES else "end" if x + wide / 2 > WIDTH else "middle"
            left = {"start": x, "end": x - wide, "middle": x - wide / 2}[anchor]
            if left >= free:
                found.append((x, words, anchor))
                free = left + wide + 12
        return found


def _lane(lane: Lane, y: float, axis: _Axis, colours: dict[str, str]) -> list[str]:
    name = _cut(lane.label)
    parts = [
        f'<line x1="{NAMES}" x2="{WIDTH}" y1="{y}" y2="{y}" stroke="{colours["rule"]}"/>',
        f'<text x="{NAMES - 8}" y="{y + 4}" text-anchor="end" fill="{colours["ink"]}"><title>{_told(lane.label)}</title>'
        f"{_told(name)}</text>",
    ]
    spans: dict[tuple[str, str], list[Mark]] = {}
    for mark in lane.marks:
        spans.setdefault((mark.since, mark.until), []).append(mark)
    for (since, until), marks in spans.items():
        left, right = axis.x(since), axis.x(until)
        if since != until:
            right = max(right, left + 10)
            parts.append(_span(left, right, y, colours))
        for number, mark in enumerate(marks):  # what was put in several ways at one time stands side by side
            x = (left + right) / 2 + (number - (len(marks) - 1) / 2) * 15
            parts.append(_shape(x, y, mark.look, colours))
            if mark.number > 1:
                told = f'font-size="9" fill="{colours["soft"]}">{mark.number}'
                parts.append(f'<text x="{x + 6:.1f}" y="{y - 4}" {told}</text>')
    return parts


def _style(look: str, colours: dict[str, str]) -> str:
    colour = colours["soft"] if look == "other" else colours["accent"]
    if look == "suspected":
        return f'fill="{colours["paper"]}" stroke="{colour}" stroke-width="1.8"'
    if look == "hearsay":
        return f'fill="{colours["paper"]}" stroke="{colour}" stroke-width="1.5" stroke-dasharray="2 2"'
    return f'fill="{colour}" stroke="{colours["paper"]}" stroke-width="1"'


def _shape(x: float, y: float, look: str, colours: dict[str, str]) -> str:
    if look == "charged":
        return f'<path d="M{x:.1f} {y - 6.5}l6.5 6.5l-6.5 6.5l-6.5 -6.5z" {_style(look, colours)}/>'
    if look == "other":
        return f'<path d="M{x:.1f} {y - 5.5}l5.5 10h-11z" {_style(look, colours)}/>'
    return f'<circle cx="{x:.1f}" cy="{y}" r="5.2" {_style(look, colours)}/>'


def _span(left: float, right: float, y: float, colours: dict[str, str]) -> str:
    """The days between which something lies, where the day is not known."""
    style = f'fill="{colours["soft"]}" fill-opacity="0.22"'
    return f'<rect x="{left:.1f}" y="{y - 3}" width="{right - left:.1f}" height="6" rx="3" {style}/>'


def _wide(words: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in words)


def _cut(words: str) -> str:
    if _wide(words) <= LETTERS:
        return words
    kept = ""
    for letter in words:
        if _wide(kept + letter) >= LETTERS:
            break
        kept += letter
    return kept.rstrip(" ,(") + "…"


def _told(words: str) -> str:
    return escape(words)
