"""Dossiers in English (British usage: dates, spelling, single commas)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from ...claim import Actor, Certainty, Figure, Measure, Support
from ...ledger.facets import state_of
from ...render.safe import one_line
from .naming import home, organs, states
from .tongue import How, Name, Tongue, capital, plain

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_PLURAL = ("prosecutors", "authorities", "officials", "services", "Guards", "Eyes", "forces", "police", "media")
_TIES = {
    "organ": "a body of the {adjective} state",
    "directed": "people directed by {state}",
    "contracted": "people under contract to {state}",
    "backed": "people backed by {state}",
    "affiliated": "people affiliated with {state}",
    "linked": "people linked to {state}",
    "encouraged": "people encouraged by {state}",
    "tolerated": "people tolerated by {state}",
    "located": "people located in {state}",
    "nationality": "people described as {adjective}",
    "rogue": "people of {state} acting on their own account",
}


class English(Tongue):
    """English."""

    code: ClassVar[str] = "en"

    def who(self, actor: Actor, publisher: str | None = None) -> Name:
        """Somebody who acts, or is accused without a tie."""
        code = actor.actor
        if code == "publication":
            own = one_line(publisher) if publisher else "a publication that is not named"
            return Name(f"{own}, in its own voice,", False, f"{own} (own voice)")
        if code == "unnamed":
            return Name("somebody whom the document does not name", False, "not named")
        if code == "unknown":
            return self._people(actor)
        if code in states():
            name = states()[code].english
            return Name(name, False, _bare(name))
        if (told := self._organ(code)) is not None:
            return Name(told, told.split(" (")[0].endswith(_PLURAL), _bare(told))
        proper = self.spelling(code)
        if code.startswith("group:"):
            named = f"the {proper}" if proper.lower().endswith(("group", "team", "gang")) else f"the group {proper}"
            return Name(named, False, proper)
        state = home(code)
        return Name(proper, False, f"{proper} ({_bare(states()[state].english)})" if state else proper)

    def whom(self, actor: Actor) -> Name:
        """An accused, with the tie to a state that is alleged."""
        plain = self.who(actor)
        tie = _TIES.get(actor.link or "")
        if tie is None or ":" in actor.actor or actor.actor in ("unnamed", "unknown", "publication"):
            return plain
        if actor.link == "organ" and "/" in actor.actor:
            return plain
        state = states().get(actor.actor)
        if "{adjective}" in tie and (state is None or not state.adjective):
            tie = "a body of {state}" if actor.link == "organ" else "people described by the nationality of {state}"
        told = tie.format(state=plain.words, adjective=state.adjective if state else "")
        return Name(told, actor.link != "organ", plain.bare)

    def date(self, day: str | None) -> str:
        """`19 July 2021`."""
        parts = (day or "").split("-")
        if not parts[0]:
            return "no date"
        month = [MONTHS[int(parts[1]) - 1]] if len(parts) > 1 else []
        return " ".join([*([str(int(parts[2]))] if len(parts) > 2 else []), *month, parts[0]])

    def span(self, first: str | None, last: str | None) -> str:
        """`from 4 March 2021 to 19 July 2021`, or one date."""
        if first == last or not last or not first:
            return self.date(first or last)
        return f"from {self.date(first)} to {self.date(last)}"

    def when(self, day: str | None, own: bool) -> str:
        """When it was said."""
        if not day:
            return "In an undated document"
        if not own:
            return f"In a document of {self.date(day)}"
        return f"{'On' if len(day) > 7 else 'In'} {self.date(day)}"

    def number(self, value: float) -> str:
        """With commas between thousands."""
        return f"{int(value):,}" if value == int(value) else f"{value:,}"

    def count(self, number: int, noun: str) -> str:
        """`3 documents`."""
        one, many = self.words.nouns[noun]
        return f"{self.number(number)} {one if number == 1 else many}"

    def listing(self, words: Sequence[str]) -> str:
        """`a, b and c`."""
        return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""

    def coming_from(self, words: Sequence[str]) -> str:
        """The names, as "from" needs nothing of them."""
        return self.listing(words)

    def quoted(self, words: str) -> tuple[str, str, str]:
        """Curly double quotes."""
        return "“", words, "”"

    def accuses(self, when: str, by: Name, how: How, whom: Name, *, publication: bool) -> str:
        """The sentence that says that somebody accuses somebody."""
        were = "were" if whom.plural else "was"
        if how.status == "hearsay" and publication:
            return f"{when}, {by.words} passed on, with distance, that {whom.words} {were} responsible for the operation."
        if how.status == "hearsay" and how.act == "charge":
            told = f"{by.words} {_be(by)} said to allege in a legal act, untested,"
            return f"{when}, {told} that {whom.words} {were} responsible for the operation."
        if how.status == "hearsay":
            return f"{when}, it was passed on, with distance, that {by.words} held {whom.words} responsible for the operation."
        if how.act == "charge":
            verb = "alleged" if how.status == "stated" else "alleged as a suspicion"
            act = "in a legal act such as charges or a sanctions notice"
            return f"{when}, {by.words} {verb}, {act}, that {whom.words} {were} responsible for the operation."
        if how.act == "locate":
            verb = "placed" if how.status == "stated" else "supposed"
            more = "without saying more on who was responsible"
            return f"{when}, {by.words} {verb} the origin of the operation with {whom.words}, {more}."
        if how.status == "suspected":
            return f"{when}, {by.words} suspected that {whom.words} {were} responsible for the operation."
        return f"{when}, {by.words} said that {whom.words} {were} responsible for the operation."

    def again(self, number: int, last: str | None) -> str:
        """That the same is said again."""
        if number == 1:
            return (
                f"The same stands in one more claim, of {self.date(last)}."
                if last
                else "The same stands in one more, undated claim."
            )
        told = f"The same stands in {self.count(number, 'more')}"
        return f"{told}, the last of {self.date(last)}." if last else f"{told}."

    def relayed(self, by: Name) -> str:
        """That somebody else passes it on."""
        return f"This is passed on by {plain(by)}."

    def sure(self, sure: Certainty) -> str:
        """How sure the claimant says to be."""
        levels = self.words.confidence if sure.axis == "confidence" else self.words.levels
        level = levels.get(sure.level, sure.level)
        return f"Certainty, as worded: {level} {self.words.scopes[sure.scope]}"

    def grounds(self, number: int) -> str:
        """What introduces grounds."""
        return "Grounds named:"

    def measure(self, said: Measure, by: Sequence[Name], against: Sequence[Name]) -> str:
        """A measure, with its status."""
        noun = self.words.measures[said.measure]
        told = f"{noun}, by {self.listing([plain(one) for one in by])}" if by else noun
        aimed = [plain(one) for one in against]
        if aimed:
            told += f", against {self.listing(aimed)}"
        if said.count and not aimed:
            told += f", against {self.count(said.count, 'person')}"
        elif said.count and said.count > len(aimed):
            told += f" ({self.count(said.count, 'person')} in all)"
        if said.nationality and (state := states().get(said.nationality)) and state.adjective:
            told += f" (nationality given: {state.adjective})"
        unproven = (
            "; an allegation, no finding of guilt" if said.measure in self.words.unproven and said.status == "adopted" else ""
        )
        return f"{told[:1].upper()}{told[1:]}: {self.words.measure_statuses[said.status]}{unproven}."

    def replies(self, what: str, by: Name, to: Sequence[Name]) -> str:
        """A reply."""
        verb = self.words.replies[what][by.plural]
        return f"{capital(by.words)} {verb}" + (f" (to {self.listing([plain(one) for one in to])})" if to else "") + "."

    def supports(self, said: Support, by: Name, of: Sequence[Name]) -> str:
        """Words of support."""
        told = self.listing([plain(one) for one in of])
        return f"{capital(by.words)} {self.words.supports[said.support][by.plural]}{f' ({told})' if told else ''}."

    def disputes(self, how: How, by: Name, whom: Name | None) -> str:
        """Contesting, declining, taking back, claiming for oneself."""
        accused = whom.words if whom else "anybody"
        were = "were" if whom and whom.plural else "was"
        if how.status == "declined":
            return f"{capital(by.words)} expressly did not hold {accused} responsible for the operation."
        if how.status == "withdrawn":
            return f"{capital(by.words)} took back that {accused} {were} responsible for the operation."
        if how.act == "self-claim":
            return f"{capital(by.words)} claimed the operation as its own."
        return f"{capital(by.words)} disputed that {accused} {were} responsible for the operation."

    def remarks(self, by: Name) -> str:
        """Naming nobody."""
        return f"{capital(by.words)} spoke of the operation and named nobody as responsible."

    def figure(self, value: Figure) -> str:
        """`at least 250,000 servers`."""
        return f"{self.words.bounds[value.bound]}{self.number(value.value)} {one_line(value.unit)}"

    def passage(self, key: str, **values: str) -> str:
        """A whole sentence."""
        return self.words.passages[key].format(**values)

    def _organ(self, code: str) -> str | None:
        if code in organs():
            return organs()[code].english
        state, role = state_of(code), code.partition("/")[2]
        general = organs().get(f"*/{role}") if role else None
        if general is None or state not in states():
            return None
        adjective, name = states()[state].adjective, states()[state].english
        if adjective:
            return general.english.format(adj=adjective)
        return " ".join(general.english.format(adj="").split()) + f" of {name}"

    def _people(self, actor: Actor) -> Name:
        told = (
            "one unnamed person"
            if actor.count == 1
            else f"{self.number(actor.count)} unnamed people"
            if actor.count
            else "unnamed people"
        )
        state = states().get(actor.nationality or "")
        adjective = state.adjective if state and state.adjective else one_line(actor.nationality or "")
        more = [adjective] if adjective else []
        more += [one_line(actor.role)] if actor.role else []
        told += f" ({', '.join(more)})" if more else ""
        return Name(told, actor.count != 1, told)


def _bare(name: str) -> str:
    return capital(name.removeprefix("the "))


def _be(by: Name) -> str:
    return "were" if by.plural else "was"
