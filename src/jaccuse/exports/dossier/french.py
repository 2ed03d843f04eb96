"""Dossiers in French: articles and their contractions, elision, number, and the spaces before double signs.

Sentences are built so that no participle or adjective has to agree with a name whose gender is not known: verbs stand in the
present, and « responsable » has one form for both genders.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from ...claim import Actor, Certainty, Figure, Measure, Support
from ...ledger.facets import state_of
from ...render.safe import one_line
from .french_grammar import NARROW, SPACE, a, bare, being_in, dated, de, elided, verb_of
from .naming import home, organs, states
from .tongue import How, Name, Tongue, capital, plain

MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]
_TIES = {
    "organ": "un organe de l'État {adjective}",
    "directed": "des acteurs agissant sur ordre {de_state}",
    "contracted": "des acteurs sous contrat avec {state}",
    "backed": "des acteurs soutenus par {state}",
    "affiliated": "des acteurs affiliés {a_state}",
    "linked": "des acteurs liés {a_state}",
    "encouraged": "des acteurs encouragés par {state}",
    "tolerated": "des acteurs tolérés par {state}",
    "located": "des acteurs se trouvant {in_state}",
    "nationality": "des acteurs désignés comme {adjective}",
    "rogue": "des acteurs {de_state} agissant de leur propre chef",
}


class French(Tongue):
    """French."""

    code: ClassVar[str] = "fr"
    semicolon: ClassVar[str] = f"{NARROW}; "

    def who(self, actor: Actor, publisher: str | None = None) -> Name:
        """Somebody who acts, or is accused without a tie."""
        code = actor.actor
        if code == "publication":
            own = one_line(publisher) if publisher else "une publication dont le nom n'est pas connu"
            return Name(f"{own}, en son propre nom,", False, f"{own} (en son nom)")
        if code == "unnamed":
            return Name("une source que le document ne nomme pas", False, "source non nommée")
        if code == "unknown":
            return self._people(actor)
        if code in states():
            state = states()[code]
            return Name(state.french, state.gender.endswith("p"), bare(state.french))
        if (organ := self._organ(code)) is not None:
            return Name(organ[0], organ[1].endswith("p"), bare(organ[0]))
        proper = self.spelling(code)
        if code.startswith("group:"):
            name = proper[: -len(" group")] if proper.lower().endswith(" group") else proper
            return Name(f"le groupe {name}", False, proper)
        state_code = home(code)
        return Name(proper, False, f"{proper} ({bare(states()[state_code].french)})" if state_code else proper)

    def whom(self, actor: Actor) -> Name:
        """An accused, with the tie to a state that is alleged."""
        plain = self.who(actor)
        tie = _TIES.get(actor.link or "")
        if tie is None or ":" in actor.actor or actor.actor in ("unnamed", "unknown", "publication"):
            return plain
        if actor.link == "organ" and "/" in actor.actor:
            return plain
        state = states().get(actor.actor)
        if "{adjective}" in tie and (state is None or not state.adjectives):
            tie = "un organe {de_state}" if actor.link == "organ" else "des acteurs désignés par la nationalité {de_state}"
        told = tie.format(
            state=plain.words,
            de_state=de(plain.words),
            a_state=a(plain.words),
            in_state=being_in(actor.actor, plain.words),
            adjective=state.adjectives[0 if actor.link == "organ" else 2] if state and state.adjectives else "",
        )
        return Name(told, actor.link != "organ", plain.bare)

    def date(self, day: str | None) -> str:
        """`19 juillet 2021`, `1er juillet 2021`."""
        parts = (day or "").split("-")
        if not parts[0]:
            return "sans date"
        month = [MONTHS[int(parts[1]) - 1]] if len(parts) > 1 else []
        number = int(parts[2]) if len(parts) > 2 else 0
        return " ".join([*(["1er" if number == 1 else str(number)] if number else []), *month, parts[0]])

    def span(self, first: str | None, last: str | None) -> str:
        """`du 4 mars au 19 juillet 2021`, `de mars à juillet 2021`, or one date."""
        if first == last or not last or not first:
            return self.date(first or last)
        return f"{self.of_date(first)} {'au' if len(last) > 7 else 'à'} {self.date(last)}"

    def of_date(self, day: str) -> str:
        """`du 19 juillet 2021`, `de mars 2021`, `d'août 2021`."""
        return f"du {self.date(day)}" if len(day) > 7 else elided("de", self.date(day))

    def when(self, day: str | None, own: bool) -> str:
        """When it was said."""
        if not day:
            return "Dans un document sans date"
        if not own:
            return f"Dans un document {self.of_date(day)}"
        return f"Le {self.date(day)}" if len(day) > 7 else f"En {self.date(day)}"

    def number(self, value: float) -> str:
        """With narrow spaces between thousands, and a decimal comma."""
        told = f"{int(value):,}" if value == int(value) else f"{value:,}"
        return told.replace(",", NARROW).replace(".", ",")

    def count(self, number: int, noun: str) -> str:
        """`3 documents`; none and one are singular."""
        one, many = self.words.nouns[noun]
        return f"{self.number(number)} {one if number < 2 else many}"

    def listing(self, words: Sequence[str]) -> str:
        """`a, b et c`."""
        return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} et {words[-1]}" if words else ""

    def coming_from(self, words: Sequence[str]) -> str:
        """With `de` before each, contracted."""
        return self.listing([de(name) for name in words])

    def quoted(self, words: str) -> tuple[str, str, str]:
        """Guillemets with their spaces."""
        return f"«{SPACE}", words, f"{SPACE}»"

    def accuses(self, when: str, by: Name, how: How, whom: Name, *, publication: bool) -> str:
        """The sentence that says that somebody accuses somebody."""
        responsible = "responsables" if whom.plural else "responsable"
        be, would_be = ("sont", "seraient") if whom.plural else ("est", "serait")
        que = elided("que", whom.words)
        if how.status == "hearsay" and publication:
            verb = "rapporte" if not by.plural else "rapportent"
            return f"{when}, {by.words} {verb} avec distance {que} {would_be} {responsible} de l'opération."
        if how.status == "hearsay":
            act = ", qui l'avancerait dans un acte juridique" if how.act == "charge" else ""
            according = plain(by)
            return (
                f"{when}, des propos rapportés avec distance{SPACE}: selon {according}{act}, "
                f"{whom.words} {would_be} {responsible} de l'opération."
            )
        if how.act == "charge":
            verb = "mettent" if by.plural else "met"
            doubt = "" if how.status == "stated" else ", au titre d'un soupçon"
            return (
                f"{when}, {by.words} {verb} en cause {whom.words} dans un acte juridique (poursuites ou sanctions){doubt}"
                f"{SPACE}: c'est une accusation, non un jugement."
            )
        if how.act == "locate":
            place = f"du côté {de(whom.words)}, sans en dire plus sur les responsables"
            if how.status == "stated":
                return f"{when}, {by.words} {verb_of(by, 'situe', 'situent')} l'origine de l'opération {place}."
            return f"{when}, {by.words} {verb_of(by, 'suppose', 'supposent')} que l'origine de l'opération se trouve {place}."
        if how.status == "suspected":
            told = f"{by.words} {verb_of(by, 'soupçonne', 'soupçonnent')} {whom.words}"
            return f"{when}, {told} d'être {responsible} de l'opération."
        return f"{when}, {by.words} {verb_of(by, 'affirme', 'affirment')} {que} {be} {responsible} de l'opération."

    def again(self, number: int, last: str | None) -> str:
        """That the same is said again."""
        if number == 1:
            ending = f", {dated(self.date(last), last)}" if last else ", sans date"
            return f"La même affirmation figure encore une fois{ending}."
        told = f"La même affirmation figure encore {self.number(number)} fois"
        return f"{told}, la dernière {dated(self.date(last), last)}." if last else f"{told}."

    def relayed(self, by: Name) -> str:
        """That somebody else passes it on."""
        return f"Propos relayés par {plain(by)}."

    def sure(self, sure: Certainty) -> str:
        """How sure the claimant says to be."""
        level = (
            self.words.confidence[sure.level]
            if sure.axis == "confidence" and sure.level in self.words.confidence
            else self.words.levels[sure.level]
        )
        return f"Degré de certitude exprimé{SPACE}: {level} {self.words.scopes[sure.scope]}"

    def grounds(self, number: int) -> str:
        """What introduces grounds."""
        return f"{'Élément invoqué' if number == 1 else 'Éléments invoqués'}{SPACE}:"

    def measure(self, said: Measure, by: Sequence[Name], against: Sequence[Name]) -> str:
        """A measure, with its status."""
        told = self.words.measures[said.measure]
        if by:
            told += f", de la part {self.listing([de(plain(one)) for one in by])}"
        aimed = [plain(one) for one in against]
        if aimed:
            told += f", contre {self.listing(aimed)}"
        if said.count and not aimed:
            told += f", contre {self.count(said.count, 'person')}"
        elif said.count and said.count > len(aimed):
            told += f" ({self.count(said.count, 'person')} en tout)"
        if said.nationality and (state := states().get(said.nationality)) and state.adjectives:
            told += f" (nationalité indiquée{SPACE}: {state.adjectives[1]})"
        unproven = said.measure in self.words.unproven and said.status == "adopted"
        ending = f"{NARROW}; c'est une accusation, non un jugement" if unproven else ""
        return f"{capital(told)}{SPACE}: {self.words.measure_statuses[said.status]}{ending}."

    def replies(self, what: str, by: Name, to: Sequence[Name]) -> str:
        """A reply."""
        told = f"{capital(by.words)} {self.words.replies[what][by.plural]}"
        return told + (f" (réponse {self.listing([a(plain(one)) for one in to])})" if to else "") + "."

    def supports(self, said: Support, by: Name, of: Sequence[Name]) -> str:
        """Words of support."""
        told = self.listing([plain(one) for one in of])
        return f"{capital(by.words)} {self.words.supports[said.support][by.plural]}{f' ({told})' if told else ''}."

    def disputes(self, how: How, by: Name, whom: Name | None) -> str:
        """Contesting, declining, taking back, claiming for oneself."""
        plural = bool(whom and whom.plural)
        responsible = "responsables" if plural else "responsable"
        accused = whom.words if whom else "quiconque"
        if how.status == "declined":
            verb = verb_of(by, "se garde", "se gardent")
            return f"{capital(by.words)} {verb} expressément de tenir {accused} pour {responsible}."
        if how.status == "withdrawn":
            verb = verb_of(by, "revient", "reviennent")
            would_be = "seraient" if plural else "serait"
            return f"{capital(by.words)} {verb} sur l'accusation selon laquelle {accused} {would_be} {responsible}."
        if how.act == "self-claim":
            return f"{capital(by.words)} {verb_of(by, 'revendique', 'revendiquent')} l'opération."
        be = "soient" if plural else "soit"
        return f"{capital(by.words)} {verb_of(by, 'conteste', 'contestent')} {elided('que', accused)} {be} {responsible}."

    def remarks(self, by: Name) -> str:
        """Naming nobody."""
        return f"{capital(by.words)} {verb_of(by, 'parle', 'parlent')} de l'opération sans désigner de responsable."

    def figure(self, value: Figure) -> str:
        """`au moins 250 000 serveurs`; the unit is as the document words it."""
        return f"{self.words.bounds[value.bound]}{self.number(value.value)} {one_line(value.unit)}"

    def passage(self, key: str, **values: str) -> str:
        """A whole sentence; « de » and the article of a value named `of_…` are drawn together."""
        return self.words.passages[key].format(**values, **{f"de_{name}": de(told) for name, told in values.items()})

    def _organ(self, code: str) -> tuple[str, str] | None:
        if code in organs():
            return organs()[code].french, organs()[code].gender
        state, role = state_of(code), code.partition("/")[2]
        general = organs().get(f"*/{role}") if role else None
        if general is None or state not in states():
            return None
        at = ("m", "f", "mp", "fp").index(general.gender)
        if adjectives := states()[state].adjectives:
            return general.french.format(adj=adjectives[at]), general.gender
        plain = " ".join(general.french.format(adj="").split())
        return f"{plain} {de(states()[state].french)}", general.gender

    def _people(self, actor: Actor) -> Name:
        told = "des personnes non nommées"
        if actor.count == 1:
            told = "une personne non nommée"
        elif actor.count:
            told = f"{self.number(actor.count)} personnes non nommées"
        state = states().get(actor.nationality or "")
        more = []
        if actor.nationality:
            adjective = state.adjectives[1] if state and state.adjectives else one_line(actor.nationality)
            more.append(f"nationalité indiquée{SPACE}: {adjective}")
        more += [one_line(actor.role)] if actor.role else []
        told += f" ({', '.join(more)})" if more else ""
        return Name(told, actor.count != 1, told)
