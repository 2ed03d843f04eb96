"""Names that are somebody or something else: places, first names, languages, common words. What stays in doubt is dropped."""

from __future__ import annotations

import re

from jaccuse.engine.doubts import (
    AGAINST,
    DATELINE,
    END,
    FAMILY_NAMES,
    FIRST_NAME,
    FIRST_NAMES,
    FORMER,
    FORMER_STAFF,
    FR_A,
    FR_LAID,
    FR_TO,
    GANG_AFTER,
    GANG_BEFORE,
    HOMONYMS,
    LANGUAGE_AFTER,
    LANGUAGE_BEFORE,
    LANGUAGE_IN,
    LIBRARY,
    MALWARE_AFTER,
    NAMES_OF_PEOPLE,
    PLACE_AFTER,
    PLACE_BEFORE,
    SEAT_BEFORE,
    SENTENCE_WORDS,
    STAFF_AFTER,
    SUBJECT,
    SURNAME,
    SYMPATHY,
)
from jaccuse.engine.mention import Draft


class Doubt:
    """Drops the drafts of one text that are not what their surface says."""

    def __init__(self, text: str, drafts: list[Draft], language: str) -> None:
        self.text, self.drafts, self.language = text, drafts, language
        self.proven: set[str] = set()
        self._on_subject: bool | None = None

    def kept(self) -> list[Draft]:
        out = []
        for d in self.drafts:
            if d.kind in {"organ", "igo", "firm", "state"} and self._of_old(d):
                continue
            if d.entry.kind in {"person", "collective"} or d.entry.code in {"US/congress", "IL/mossad"}:
                if not self._other_bearer(d):
                    out.append(d)
            elif d.kind in {"group", "malware", "firm", "media"}:
                if self._named(d):
                    out.append(d)
            elif d.kind == "block" or (d.kind in {"state", "demonym", "capital"} and self._place_or_people(d)):
                continue
            else:
                out.append(d)
        return out

    def _of_old(self, d: Draft) -> bool:
        """ "A former CIA employee", "un ancien ingénieur d'Apple": somebody who is no longer of the body."""
        before, after = self.text[max(0, d.start - 40) : d.start], self.text[d.end : d.end + 20]
        return bool((FORMER.search(before) and STAFF_AFTER.match(after)) or FORMER_STAFF.search(before))

    # -- groups, malware, firms ------------------------------------------------------------------------------------------

    def _named(self, d: Draft) -> bool:
        surface = self.text[d.start : d.end]
        after = self.text[d.end : d.end + 40]
        if d.entry.evidence and surface not in self.proven:
            before = self.text[max(0, d.start - 40) : d.start]
            if not (GANG_AFTER.match(after) or GANG_BEFORE.search(before)):
                return False
            self.proven.add(surface)
        if d.kind in {"firm", "media"} and (self._credit(d) or self._family_name(d, surface)):
            return False
        if (d.entry.subject or d.kind == "malware") and not self.on_subject():
            return False
        if surface == "RT" and after.startswith((" @", ": @")):
            return False  # a tweet passed on
        if surface == "Amazon" and re.match(r" (?:rainforest|forest|basin|river|jungle|region|tribe)", after):
            return False
        if surface == "Axios" and LIBRARY.search(self.text):
            return False
        if d.kind == "group" and MALWARE_AFTER.match(after):
            d.kind, d.actor, d.candidates = (
                "malware",
                d.entry.twin or f"malware:{(d.actor or surface).split(':')[-1]}",
                (d.entry.code,),
            )
            d.rule = "name:malware-of-a-group"
        return True

    def _credit(self, d: Draft) -> bool:
        """A picture's credit: "(Jane Doe/Reuters)", "AP Photo"."""
        before, after = self.text[max(0, d.start - 2) : d.start], self.text[d.end : d.end + 14]
        return d.kind == "media" and (
            ("/" in before and (not after.strip() or after[0] in ")\n" or after[:2] == " \n" or " via" in after))
            or " Photo" in after
        )

    def _family_name(self, d: Draft, surface: str) -> bool:
        """A firm's name behind a first name: Kate Forbes, Michael Bloomberg."""
        if surface not in FAMILY_NAMES:
            return False
        first = FIRST_NAME.search(self.text[max(0, d.start - 20) : d.start])
        return first is not None and first.group(1) in FIRST_NAMES

    def on_subject(self) -> bool:
        """Whether the text has any word of cyberspace at all."""
        if self._on_subject is None:
            low = self.text.lower()
            self._on_subject = any(word in low for word in SUBJECT) or "APT" in self.text
        return self._on_subject

    def _other_bearer(self, d: Draft) -> bool:
        """Hunter Biden, Trump Jr., the West Bank, the European Congress of …"""
        surface, after = self.text[d.start : d.end], self.text[d.end : d.end + 14]
        before = re.search(r"([A-Z][\w.]*[\w.]) \Z", self.text[max(0, d.start - 20) : d.start])
        if d.kind == "person":
            return " " not in surface and (after.startswith((" Jr", " Sr")) or bool(before and before.group(1) in FIRST_NAMES))
        if d.kind == "collective":
            return surface in {"the West", "Occident"} and re.match(r" [A-Z]", after) is not None
        if surface == "Mossad":  # also a botnet
            around = self.text[max(0, d.start - 90) : d.end + 40]
            return "otnet" in around and "Isra" not in around and "isra" not in around
        if surface == "Congress":
            return after.startswith((" of ", " on ", " party", " Party")) or bool(
                before and before.group(1) not in SENTENCE_WORDS and before.group(1)[-1] != "."
            )
        return False

    # -- states ------------------------------------------------------------------------------------------------------

    def _place_or_people(self, d: Draft) -> bool:
        """Whether a state's, capital's or people's name must be dropped; turns "pro-Russian" into a sympathy."""
        text = self.text
        before, after = text[max(0, d.start - 30) : d.start], text[d.end : d.end + 40]
        if before.endswith("-"):
            if SYMPATHY.search(before):
                d.kind, d.actor, d.rule = "sympathy", None, "pro-"
                d.start -= 4
                return False
            if AGAINST.search(before):
                return True
        if d.kind == "demonym" and (
            LANGUAGE_BEFORE.search(before) or LANGUAGE_AFTER.match(after) or (LANGUAGE_IN.search(before) and END.match(after))
        ):
            return True
        if d.kind == "capital":
            return self._is_place(d, before, after)
        surface = text[d.start : d.end]
        if surface == "US" and self._shouted(d):
            return True
        if d.kind == "state":
            return self._is_homonym(surface, before, after)
        return False

    def _shouted(self, d: Draft) -> bool:
        """ "GIVE US A BREAK": the pronoun in capitals."""
        left = re.search(r"(\S+) \Z", self.text[max(0, d.start - 20) : d.start])
        right = re.match(r" (\S+)", self.text[d.end : d.end + 20])
        return bool(
            left
            and right
            and left.group(1).isupper()
            and right.group(1).isupper()
            and len(left.group(1)) > 3
            and len(right.group(1)) > 0
            and left.group(1).isalpha()
        )

    def _is_place(self, d: Draft, before: str, after: str) -> bool:
        if PLACE_AFTER.match(after):
            return True
        if (m := FR_A.search(before)) and not FR_TO.match(m.group(1)) and not FR_LAID.search(before):
            return True
        if PLACE_BEFORE.search(before) and not SEAT_BEFORE.search(before):
            return True
        line_start = d.start == 0 or self.text[d.start - 1] in "\n.!?" or self.text[max(0, d.start - 2) : d.start].strip() == ""
        surface = self.text[d.start : d.end]
        if (
            (m := DATELINE.match(after))
            and (surface.isupper() or (line_start and "(" in m.group()))
            and (d.start == 0 or line_start or surface.isupper())
        ):
            return True
        if self.language == "en" and (m := FIRST_NAME.search(before)) and m.group(1) not in SENTENCE_WORDS:
            return self.text[d.start : d.end] in {
                "Washington",
                "Paris",
                "London",
                "Berlin",
                "Wellington",
                "Madrid",
                "Sofia",
                "Vienna",
                "Rome",
            }
        return False

    def _is_homonym(self, surface: str, before: str, after: str) -> bool:
        test = HOMONYMS.get(surface)
        if test is None:
            return False
        first = FIRST_NAME.search(before)
        if (first and first.group(1) not in SENTENCE_WORDS) or (surface in NAMES_OF_PEOPLE and SURNAME.match(after)):
            return True
        yes, no = test
        return bool((yes is not None and not yes.search(self.text)) or (no is not None and no.search(self.text)))
