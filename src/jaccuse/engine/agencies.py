"""Organs that no list holds, known by a state right before a name of their kind: "Moldova's Information and Security Service".

Without it, a list's body of the same name in another state would be taken for them: the National Security Agency of
Montenegro is not the one of the United States.
"""

from __future__ import annotations

import re

from jaccuse.engine.mention import Draft, slugged

_KIND = (
    "Service|Services|Agency|Centre|Center|Office|Authority|Council|Committee|Directorate|Bureau|Department|Police|Guard|"
    "Organi[sz]ation|Secretariat|Administration|Command|Commission|Inspectorate|Institute|Academy|Ministry|Prosecutor|Force|Forces"
)
# what such names are made of: nothing else may stand in them, as a headline writes every word with a capital
_WORD = (
    "National|Federal|State|Internal|Foreign|General|Information|Security|Intelligence|Defen[cs]e|Cyber|Cybersecurity|Cyberspace|"
    "Cybercrime|Civil|Coast|Judicial|Passive|Communications?|Data|Digital|Protection|Special|Military|Central|Public|Supreme|"
    "Networks?|Systems?|Technology|Technologies|Counterintelligence|Investigations?|Investigative|Criminal|Financial|Crimes?|"
    "Economic|Border|Customs|Revenue|Strategic|Signals|Electoral|Elections?|Telecommunications?|Regulatory|Affairs|"
    "Research|Analysis|Computer|Emergency|Response|Team|Armed|Domestic|Surveillance|Privacy|Anti-Corruption|Transport|Energy|"
    "Republican|Joint|Operational|Science|Innovation|Modernization|Governance|Justice|Interior|Finance|Health|Infrastructure"
)
_NAME = re.compile(
    rf"(?:'s|')? ((?:(?:{_WORD})(?: and| &| for|,)? ){{0,5}}(?:{_KIND})"
    rf"(?: (?:of|for|on) (?:the )?(?:{_WORD})(?:(?: and| &)? (?:{_WORD}|{_KIND})){{0,4}})?)(?![\w-])(?: \(([A-Z]{{2,8}})\))?"
)
_THING = re.compile(  # what is of that organ or has its name, and is not it
    r" (?:hacks?|hacking|breach|breaches|hackers?|contractor|leaks?|data|employees?|documents|providers?|company|companies|"
    r"firms?|networks?|websites?|industry|sector|operators?|giant|equivalent)\b",
    re.IGNORECASE,
)
# French: the adjective of the state stands behind the kind or at the end: "Agence nationale ukrainienne de cybersécurité"
_CORPS = (
    "Service|Services|Agence|Centre|Office|Autorité|Conseil|Comité|Direction|Bureau|Département|Police|Garde|Organisation|"
    "Secrétariat|Administration|Commandement|Commission|Inspection|Institut|Académie|Parquet|Chancellerie|Cellule|Brigade"
)
_MOT = (
    "nationale?|fédérale?|centrale?|générale?|d'État|étrang(?:er|ère)s?|extérieure?|intérieure?|militaire|civile?|publique|"
    "spéciaux|spéciale?|numériques?|judiciaire|électorale?|cyber|financi(?:er|ère)s?|criminelle|économique|"
    "[Ss]écurité|[Dd]éfense|[Rr]enseignements?|[Cc]ontre-espionnage|[Cc]ybersécurité|[Cc]yberdéfense|[Cc]ybercriminalité|"
    "[Cc]yberespace|[Ii]nformations?|[Ss]ystèmes|[Rr]éseaux|[Tt]élécommunications|[Cc]ommunications?|[Pp]rotection|"
    "[Dd]onnées|[Aa]ffaires|[Ll]utte|[Tt]ransmissions|[Ii]nfrastructures|[Éé]lections|[Pp]olice|[Ee]nquêtes?|[Ii]nvestigations?|"
    "[Cc]rise|[Ss]ûreté|[Ii]nfluence|[Ii]ngérences?|[Ss]urveillance|[Tt]ransformation|[Tt]echnologies|[Pp]révention|"
    "[Rr]éponse|[Aa]lerte|[Ii]ncidents|[Uu]rgences?|informatiques?"
)
_JOINT = (
    r"de la |de l'|du |des |de |d'|pour la |pour l'|pour le |à la |contre la |contre l'|contre les |et de |et des |et du |"
    r"et la |et "
)
_TAIL = rf"(?: (?:{_JOINT})?(?:{_MOT})){{0,6}}"
_BEFORE = re.compile(rf"(?<![\w-])((?:{_CORPS}){_TAIL}) (?:de la |du |de |de l'|d'|des )?\Z")
_AFTER = re.compile(rf"({_TAIL})(?![\w-])(?: \(([A-Z]{{2,8}})\))?")
_OWN = re.compile(r"National |[A-Z]\w+ (?:Intelligence|Security) Service")  # names that many states give to an organ


def add_agencies(text: str, drafts: list[Draft], language: str) -> list[Draft]:
    """Put a bare state and the organ's name after it into one mention."""
    if language == "fr":
        return _french(text, drafts)
    if language != "en":
        return drafts
    out: list[Draft] = []
    for d in drafts:
        if out and d.start < out[-1].end:
            continue  # a part of the name: "Security" of another list
        wider = _agency(text, d, drafts) if d.kind in {"state", "demonym"} and d.state and d.actor else None
        out.append(wider or d)
    return out


def _agency(text: str, d: Draft, drafts: list[Draft]) -> Draft | None:
    m = _NAME.match(text, d.end)
    if m is None or " " not in m[1] or _THING.match(text, m.end()):
        return None
    if d.kind == "state" and text[d.end] != "'":
        return None
    own = any(o.kind == "organ" and o.state not in (None, d.state) and d.end <= o.start < m.end() for o in drafts)
    if own and not _OWN.match(m[1]):
        return None
    return Draft(d.start, m.end(), "organ", f"{d.state}/{slugged(m[1])}", d.state, "state+name of an organ", d.entry)


def _french(text: str, drafts: list[Draft]) -> list[Draft]:
    """ "Le Service polonais de contre-espionnage", "le Bureau de la sécurité nationale taïwanais"."""
    out: list[Draft] = []
    for d in drafts:
        if out and d.start < out[-1].end:
            continue
        wider = _body(text, d, out) if d.kind in {"state", "demonym"} and d.state and d.actor else None
        while wider is not None and out and out[-1].end > wider.start:
            out.pop()
        out.append(wider or d)
    return out


def _body(text: str, d: Draft, before: list[Draft]) -> Draft | None:
    m = _BEFORE.search(text, max(0, d.start - 120), d.start)
    of_state = m is not None and not m.group().endswith(m[1] + " ")
    if m is None or of_state != (d.kind == "state"):
        return None
    if any(o.kind in {"organ", "igo"} and o.actor and o.end > m.start(1) for o in before):
        return None  # a name that a list holds
    tail = _AFTER.match(text, d.end) if d.kind == "demonym" else None
    name = f"{m[1]}{tail[1] if tail else ''}"
    if " " not in name:
        return None  # "l'Institut français": too little to tell what it is
    return Draft(m.start(1), tail.end() if tail else d.end, "organ", f"{d.state}/{slugged(name)}", d.state,
                 "name of an organ+state", d.entry)  # fmt: skip
