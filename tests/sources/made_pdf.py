"""PDF files out of lines of text, written by hand: what the tests need and nothing more."""

from __future__ import annotations

from collections.abc import Sequence

Line = tuple[float, float, str] | tuple[float, float, str, float]


def pdf(pages: Sequence[Sequence[Line]], title: str = "") -> bytes:
    """A PDF of pages of lines: x, y (from the bottom, in points), text, and a size if it is not 11."""
    kids = " ".join(f"{5 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        f"<< /Title ({title}) >>".encode(),
    ]
    for lines in pages:
        stream = b"".join(_shown(*line) for line in lines)
        number = len(objects) + 2
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {number} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R /Info 4 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def _shown(x: float, y: float, text: str, size: float = 11) -> bytes:
    words = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode("cp1252")
    return b"BT /F1 %.1f Tf %.1f %.1f Td (%s) Tj ET\n" % (size, x, y, words)


def wrapped(text: Sequence[str], top: float = 780, left: float = 60) -> list[Line]:
    """Lines one under the other; an empty one leaves a gap."""
    return [(left, top - 14 * number, line) for number, line in enumerate(text) if line]
