"""The value of a number: in digits, in words, or as a vague many."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping


def of_digits(digits: str, multiplied: bool) -> float:
    """A number in digits, its marks those of thousands or decimals; `multiplied`: a word such as "million" follows."""
    marks = [c for c in digits if not c.isdigit()]
    if not marks:
        return float(digits)
    head, last = digits[: digits.rfind(marks[-1])], digits[digits.rfind(marks[-1]) + 1 :]
    grouped = len(last) == 3 and (len(set(marks)) == 1) and not multiplied and head.lstrip("0") != ""
    whole = re.sub(r"\D", "", digits if grouped else head)
    return float(whole) if grouped else float(f"{whole}.{last}") if marks[-1] in ",." else float(re.sub(r"\D", "", digits))


def of_words(words: Iterable[str], units: Mapping[str, float], scales: Mapping[str, float]) -> float:
    """A number in words: units that add up, scales that multiply."""
    total = current = 0.0
    for word in words:
        by = scales.get(word, 0.0)
        if not by:
            current += units[word]
        elif by < 1000:
            current = max(current, 1) * by
        else:
            total, current = total + max(current, 1) * by, 0
    return total + current


def of_vague(phrase: str, values: Mapping[str, float], scales: Mapping[str, float]) -> float:
    """A figure without a number: "tens of thousands"."""
    value = 1.0
    for word in re.findall(r"\w+", phrase):
        value *= values.get(word, scales.get(word, 1.0))
    return value
