"""A dossier as one HTML file: no script, nothing fetched, light and dark, good on paper; every word in it is escaped."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from importlib import resources

from .picture import PAGE, svg
from .shape import Block, Dossier, Fixed, Heading, Inline, Items, Note, Paragraph, Quote, Ref, Table, Text, Timeline

#: What a browser may do with the file: show it with the styles in it, and nothing else.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
_TAGS = {"strong": "strong", "soft": "span", "code": "code"}


def html(dossier: Dossier) -> str:
    """The file."""
    style = resources.files(__package__).joinpath("dossier.css").read_text(encoding="utf-8")
    form = _Form(dossier)
    body = [f"<h1>{_told(dossier.title)}</h1>", f'<p class="subtitle">{_told(dossier.subtitle)}</p>', form.contents()]
    body += [form.block(block) for block in dossier.blocks]
    return f"""<!DOCTYPE html>
<html lang="{escape(dossier.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>{_told(dossier.title)}</title>
<style>
{style}</style>
</head>
<body>
<main>
{chr(10).join(body)}
{form.notes()}
</main>
</body>
</html>
"""


class _Form:
    def __init__(self, dossier: Dossier) -> None:
        self._dossier, self._labels = dossier, dossier.labels
        self._seen: set[int] = set()

    def contents(self) -> str:
        """The list of sections."""
        heads = [block for block in self._dossier.blocks if isinstance(block, Heading) and block.level == 2]
        links = [f'<li><a href="#{escape(head.anchor)}">{self._line(head.words)}</a></li>' for head in heads]
        links += [f'<li><a href="#notes">{_told(self._labels["notes"])}</a></li>'] if self._dossier.notes else []
        label = _told(self._labels["contents"])
        return f'<nav aria-label="{label}"><ol>{"".join(links)}</ol></nav>'

    def block(self, block: Block) -> str:
        """One block."""
        if isinstance(block, Heading):
            return f'<h{block.level} id="{escape(block.anchor)}">{self._line(block.words)}</h{block.level}>'
        if isinstance(block, Paragraph):
            if block.tone == "quote":
                return f"<blockquote><p>{self._line(block.words)}</p></blockquote>"
            return (
                f"<p{'' if block.tone == 'plain' else f' class={chr(34)}{block.tone}{chr(34)}'}>{self._line(block.words)}</p>"
            )
        if isinstance(block, Items):
            return f"<ul>{''.join(f'<li>{self._line(item)}</li>' for item in block.items)}</ul>"
        if isinstance(block, Table):
            return self._table(block)
        if isinstance(block, Timeline):
            return f"<figure>{svg(block, PAGE, 'inherit')}<figcaption>{_told(block.caption)}</figcaption></figure>"
        assert isinstance(block, Fixed)
        return f"<pre>{_told(chr(10).join(block.lines))}</pre>"

    def notes(self) -> str:
        """All notes, each with the way back."""
        if not self._dossier.notes:
            return ""
        items = "".join(self._note(note) for note in self._dossier.notes)
        return f'<section class="notes"><h2 id="notes">{_told(self._labels["notes"])}</h2><ol>{items}</ol></section>'

    def _note(self, note: Note) -> str:
        url = ""
        if note.url:
            safe = note.url.startswith(("http://", "https://"))
            told = _told(note.url)
            url = f' <a href="{escape(note.url)}" rel="noopener noreferrer nofollow">{told}</a>' if safe else f" {told}"
        back = f'<a class="back" href="#r{note.number}" aria-label="{_told(self._labels["back"])}">↩</a>'
        source = f"{_told(note.source)}.{url} {_told(note.details)}. <code>{_told(note.document)}</code>"
        return f'<li id="n{note.number}">{self._inline(note.quote)} <span class="soft">{source}</span> {back}</li>'

    def _table(self, table: Table) -> str:
        share = sum(table.widths)
        columns = "".join(f'<col style="width:{100 * width / share:.1f}%">' for width in table.widths)
        head = "".join(f'<th scope="col">{_told(cell)}</th>' for cell in table.head)
        rows = "".join(f"<tr>{''.join(f'<td>{self._line(cell)}</td>' for cell in row)}</tr>" for row in table.rows)
        caption = f"<caption>{_told(table.caption)}</caption>"
        inner = f"<table>{caption}<colgroup>{columns}</colgroup><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        return f'<div class="wide" role="region" aria-label="{_told(table.caption)}" tabindex="0">{inner}</div>'

    def _line(self, words: Sequence[Inline]) -> str:
        return "".join(self._inline(piece) for piece in words)

    def _inline(self, piece: Inline) -> str:
        if isinstance(piece, Ref):
            name = f' id="r{piece.number}"' if piece.number not in self._seen else ""
            self._seen.add(piece.number)
            label = f"{_told(self._labels['note'])} {piece.number}"
            return f'<sup><a{name} href="#n{piece.number}" aria-label="{label}">{piece.number}</a></sup>'
        if isinstance(piece, Quote):
            language = f' lang="{escape(piece.language)}"' if piece.language else ""
            return f'{self._labels["open"]}<q dir="auto"{language}>{_told(piece.words)}</q>{self._labels["close"]}'
        assert isinstance(piece, Text)
        tag = _TAGS.get(piece.look)
        name = ' class="soft"' if piece.look == "soft" else ""
        return f"<{tag}{name}>{_told(piece.words)}</{tag}>" if tag else _told(piece.words)


def _told(words: str) -> str:
    return escape(words)
