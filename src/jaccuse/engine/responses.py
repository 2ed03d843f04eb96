"""What is done about an operation and what is answered: measures, replies, support, sentence by sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ..claim import Span
from .answer import Page, Response
from .authorities import PERSONAL
from .measures import measures
from .replies import replies
from .support import supports
from .tree import Tree
from .who import Cast, Party
from .words import Words

__all__ = ["Response", "fold", "responses"]

RAIDS = {"arrest", "takedown", "asset-freeze"}  # what the police of one operation do on one day
JUSTICE = {"doj", "fbi", "prosecutors", "justice", "court"}
TRIED = {"indictment", "charges", "complaint", "plea", "conviction", "sentence"}
ONE_TAKER = {"sanctions", "asset-freeze", "travel-ban"}  # that a text tells of in several sentences
FAR = 1500  # characters from one such sentence to the next
CLOSE = 600  # characters between what is told of one operation


def responses(tree: Tree, cast: Cast, words: Words, text: str, *, cyber: Callable[[int, int], str | None]) -> list[Response]:
    """All measures, replies and support of a parsed sentence, in order of the text."""
    page = Page(cast, words, text, cyber)
    answers = replies(page, tree)
    answered = {r.trigger.index for r in answers}
    support = [r for r in supports(page, tree) if r.trigger.index not in answered]
    found = [*measures(page, tree), *answers, *support]
    return sorted(found, key=lambda r: (r.trigger.index, r.kind, r.code))


# -- one document ------------------------------------------------------------------------------------------------------


def fold(found: list[Response], cast: Cast) -> list[Response]:
    """One response for what several sentences tell: a headline's "two charged" is the body's "two Russians charged by X"."""
    kept: list[Response] = []
    for own in found:
        for i, other in enumerate(kept):
            if _same(other, own):
                kept[i] = _joined(other, own)
                break
        else:
            kept.append(own)
    _by_the_operation(kept)
    _by_the_same(kept)
    _indicted(kept)
    codes = {r.code for r in kept}
    kept = [r for r in kept if not (r.kind == "measure" and _summed_up(r, codes, kept))]
    _by_the_law(kept, cast)
    _of_one_nation(kept)
    return kept


def _by_the_operation(kept: list[Response]) -> None:
    """ "Two suspects were arrested", where a sentence close by tells who led the one operation: it was by them."""
    police = [r for r in kept if r.kind == "measure" and r.code in RAIDS and r.status == "adopted"]
    led = [r for r in police if _named(r.by) and not any(p.actor.startswith("org:") for p in r.by)]
    for response in police:
        near = [r for r in led if abs(r.span.start - response.span.start) < CLOSE]
        if not _named(response.by) and near and len({frozenset(_named(r.by)) for r in near}) == 1:
            response.by = list(near[0].by)


def _by_the_same(kept: list[Response]) -> None:
    """ "The sanctions also hit Y", after "X imposed sanctions": by X, where nobody else took such measures in the document."""
    for code in ONE_TAKER & {r.code for r in kept if r.kind == "measure" and r.status == "adopted" and not _named(r.by)}:
        alike = [r for r in kept if r.kind == "measure" and r.code == code and r.status == "adopted"]
        led = [r for r in alike if _named(r.by)]
        if not led:  # "the United Kingdom sanctioned X … They face a travel ban"
            led = [r for r in kept if r.kind == "measure" and r.code == "sanctions" and r.status == "adopted" and _named(r.by)]
        if led and len({frozenset(_named(r.by)) for r in led}) == 1:
            for response in alike:
                before = [r for r in led if 0 <= response.span.start - r.span.start < FAR]
                if not _named(response.by) and before:
                    response.by = list(before[0].by)


def _indicted(kept: list[Response]) -> None:
    """ "The department announced charges against twelve … according to the indictment": by whom, and of what nationality."""
    cases = [r for r in kept if r.kind == "measure" and r.code == "indictment" and r.status == "adopted"]
    charged = [r for r in kept if r.kind == "measure" and r.code == "charges" and r.status == "adopted" and _named(r.by)]
    if not cases or len({frozenset(_named(r.by)) for r in charged}) != 1:
        return
    for case in cases:
        if not _named(case.by):
            case.by = list(charged[0].by)
        if _named(case.by) == _named(charged[0].by):
            case.nationality = case.nationality or charged[0].nationality
    if all(_named(case.by) == _named(charged[0].by) for case in cases):
        for response in charged:  # the same case, told as charges and as an indictment
            response.code = "indictment"
            response.rule += ", indicted"


def _by_the_law(kept: list[Response], cast: Cast) -> None:
    """Who charged or tried them: whoever did so in the same case, else the justice of the one state of which any is named."""
    tried = [r for r in kept if r.kind == "measure" and r.code in TRIED]
    known = [r for r in tried if _named(r.by)]
    for response in tried:
        same = [r for r in known if r.count == response.count]
        if not _named(response.by) and len({frozenset(_named(r.by)) for r in same}) == 1:
            response.by = list(same[0].by)
    justice = [m for m in cast.mentions if m.kind == "organ" and m.actor and m.actor.partition("/")[2] in JUSTICE]
    if known or len({m.state for m in justice}) != 1:
        return
    first = justice[0]
    charging = first.actor if not (first.actor or "").endswith(("/fbi", "/court")) else first.state
    for response in tried:
        if not _named(response.by):
            response.by = [Party(charging or "", Span(first.start, first.end), rule="measure:justice-of-document")]


def _of_one_nation(kept: list[Response]) -> None:
    """The nationality of the one man whose arrest, plea and sentence are told, where only one of them says it."""
    alone = [r for r in kept if r.kind == "measure" and r.code in PERSONAL and r.count == 1]
    names = {p.actor for r in alone for p in r.other if p.actor.startswith("person:")}
    nations = {r.nationality for r in alone if r.nationality}
    if len(names) < 2 and len(nations) == 1:
        for response in alone:
            if any(p.actor.startswith("person:") or p.rule in {"target:pronoun", "target:alias"} for p in response.other):
                response.nationality = next(iter(nations))


def _summed_up(response: Response, codes: set[str], kept: list[Response]) -> bool:
    """Charges where there is an indictment, a conviction where the plea or the sentence is told: the same case once."""
    if response.code == "charges":
        if "indictment" not in codes or _named(response.by):
            return False
        case = next(r for r in kept if r.code == "indictment")
        if not _named(case.other) and case.count == response.count:
            case.other = response.other  # the headline says of whom the indictment only gives the nationality
        return True
    return response.code == "conviction" and bool(codes & {"plea", "sentence"}) and not _named(response.by)


def _named(parties: list[Party]) -> set[str]:
    return {p.actor.split("/")[0] for p in parties if p.actor not in {"unnamed", "unknown"}}


def _same(one: Response, two: Response) -> bool:
    if (one.kind, one.code, one.status) != (two.kind, two.code, two.status):
        return False
    by, also = _named(one.by), _named(two.by)
    if one.kind != "measure":
        return bool(by & also)
    if by and also and not by & also:
        return False
    whom, others = _named(one.other), _named(two.other)
    if whom and others and not whom & others:
        return False
    if one.count and two.count and one.count != two.count:
        return False
    return one.nationality is None or two.nationality is None or one.nationality == two.nationality


def _joined(one: Response, two: Response) -> Response:
    """The fuller of the two, with what only the other one tells."""
    first, second = (two, one) if _fullness(two) > _fullness(one) else (one, two)
    by = first.by if _named(first.by) else second.by
    by = [*by, *(p for p in second.by if _named([p]) - _named(by))] if _named(by) else by
    other = first.other if _named(first.other) else second.other if _named(second.other) else first.other
    deeds = first if first.charged or not second.charged else second
    return replace(
        first, by=by, other=other, count=first.count or second.count, nationality=first.nationality or second.nationality,
        deed=deeds.deed, charged=deeds.charged, alleged=deeds.alleged,
        needs_accused=first.needs_accused and second.needs_accused, telling=(*one.telling, *two.telling),
    )  # fmt: skip


def _fullness(response: Response) -> tuple[int, int, int, bool]:
    return (
        len(_named(response.by)),
        len(_named(response.other)),
        sum(x is not None for x in (response.count, response.nationality)),
        response.charged,
    )
