"""Who is on no list yet, where the text itself introduces them: "a threat actor dubbed X", "the security firm X"."""

from __future__ import annotations

import re
from bisect import bisect_left

from jaccuse.engine.gazetteer import Entry
from jaccuse.engine.mention import Draft, slugged, word_set

_NAME = (
    r"((?!The |This |A )[A-Z0-9][\w$]{1,24}(?:[-.]\w{1,20})?"
    r"(?: (?:[A-Z][\w$]{1,20}|[0-9]{1,4})){0,2})"
)
_KIND = (
    r"(?:(?:hacking|hacker|ransomware|hacktivist|cyber[- ]?crime|cyber[- ]?criminal|cyber[- ]?espionage|cyber|extortion|APT|"
    r"threat|intrusion|espionage|spyware) (?:group|gang|crew|collective|actor|cluster|set|outfit|team|syndicate|operation)s?|"
    r"threat actors?|hackers)"
)
_CALLED = (
    r"(?:,? (?:is |was |that is |also |it |which is )?"
    r"(?:called|known as|named|dubbed|tracked as|calling itself|codenamed)(?: as)?)?"
)
_QUOTE = r"[\"“'«]? ?"
_SELF_CALLED = (
    r"(?:[Gg]roup|[Gg]ang|[Cc]rew|[Cc]ollective|[Pp]ersona|[Aa]ctors?|[Aa]ttackers|[Hh]ackers|[Hh]acktivists|[Pp]eople)"
    r"(?:,? (?:that|which|who) (?:calls?|called) (?:itself|themselves)|,? calling (?:itself|themselves)|"
    r" (?:that|which) goes by the name(?: of)?| going by the name(?: of)?)"
)
_CHANNEL = r"(?:(?:[Tt]elegram|hacktivist|pro-[A-Z]\w{3,12}) (?:channel|account|persona|outfit|brand)(?: called| named|,))"
_FOLLOWED = (
    r"(?:track(?:s|ed|ing)|follow(?:s|ed|ing)|monitor(?:s|ed|ing)) [\w -]{3,40} (?:under|by) "
    r"(?:the|its) (?:[\w-]{3,20} )?(?:moniker|name)"
)
_KIND_TITLE = (
    r"(?:Hacking|Hacker|Ransomware|Hacktivist|Cybercrime|Espionage|Threat|Extortion) (?:Group|Gang|Crew|Cluster|Actor)"
)
_EN = re.compile(
    rf"(?:(?:{_KIND}{_CALLED}|{_SELF_CALLED}|{_CHANNEL}) {_QUOTE}(?:[Tt]he )?|{_FOLLOWED} {_QUOTE}|"
    rf"{_KIND_TITLE} [\"“'‘](?=[\w -]{{3,30}}[\"”'’])){_NAME}|{_NAME}, an? (?:[\w-]+ ){{0,3}}{_KIND}\b|"
    rf"\b(?:[Tt]he|by|from|of) {_NAME} (?:ransomware|extortion|hacktivist|cybercrime|hacking) (?:group|gang|crew|collective)\b"
)
_TRADE = (
    r"(?:cyber ?security|cyber|(?:[a-z]+ )?security|threat[- ]intelligence|threat intel|anti-?virus|incident response|"
    r"blockchain (?:analytics|security|intelligence)|digital forensics|digital rights|infosec)"
)
_BODY = r"(?:firm|company|vendor|start-?up|outfit|provider|non-?profit|consultancy|specialist|lab|organi[sz]ation)"
_SUFFERERS = r"(?:non-?profit|studio|start-?up|carrier|broadcaster|chip-?maker|car-?maker|airline|retailer)"
_FIRMS = re.compile(
    rf"\b(?:{_TRADE}(?: [a-z]+)? {_BODY}|{_SUFFERERS}) {_NAME}(?= |,|[’']s|\.)|"
    rf"{_NAME}, an? (?:[\w-]+ ){{0,3}}{_TRADE}(?: [a-z]+)? {_BODY}\b"
)
_FIRM_NAMES = re.compile(  # "Acme Security said": a firm by the last word of its name
    r"(?<![\w-])((?!(?:National|Homeland|Internal|State|Public|Social|Human|Food|Energy|Cyber|Network|Information|Data|Cloud|"
    r"Email|Federal|Regional|International|European|Global|Border|Supreme|The) )[A-Z][\w-]{2,20} "
    r"(?:Security|Labs|Cybersecurity|InfoSec|Infosec|Threat Intelligence))(?=(?:, [^.,]{3,60},)? "
    r"(?:has been|have been|said|says|found|reported|wrote|researchers|analysts|attribut|track|assess|believes|links?)|[’']s )"
)
_PERSONS = re.compile(
    r"\b(?:journalist|reporter|blogger|(?:independent|security|cybersecurity) (?:researcher|analyst|expert|consultant))s? "
    r"([A-Z][a-z\u00e0-\u024f'’-]{1,20}(?: [A-Z][a-zA-Z\u00e0-\u024f'’-]{1,20}){1,2})(?![\w-])"
)
_PEOPLE = "(?: (?:russe|chinois|iranien|nord-coréen))?"
_KIND_FR = (
    rf"(?:(?:groupe|gang|collectif|acteur){_PEOPLE}(?: (?:de (?:la )?|d'))"
    r"(?:ransomwares?|rançongiciels?|pirates(?: informatiques)?|hackers|hackeurs|hacktivistes|cyber\w{3,20}|"
    r"menaces?(?: [a-zéèàô]{3,15}){0,3}|espionnage)|"
    r"(?:groupe|gang|collectif) (?:cyber\w{3,20}|hacktiviste|APT|pirate)|acteur malveillant)"
)
_CALLED_FR = r"(?: (?:baptisé|nommé|appelé|dénommé|surnommé|suivi sous le nom de|connu sous le nom de))?"
_OPERATING_FR = r"(?:mode opératoire(?: d'attaque| informationnel)?(?: \((?:MOA|MOI)\))?|MOA|MOI)"
_UNDER_NAME_FR = (
    r"(?:attaquants?|acteurs?|groupe|collectif|opératoire|attaque|\((?:MOA|MOI)\)|activité|pirates|hackers|cluster|ensemble),? "
    r"(?:qu[’']ell?e?s? |qu[’']ils? |que [\wÀ-ÿ' -]{2,30}? )"
    r"(?:suit|suivent|désigne(?:nt)?|nomme(?:nt)?|appelle(?:nt)?|baptise(?:nt)?|surnomme(?:nt)?|a baptisée?s?|ont baptisée?s?)"
    r"(?: (?:sous le nom (?:de|d[’'])|comme))?"
)
_FOLLOWED_FR = r"(?:suit|suivent|suivi|suivant) [\wÀ-ÿ' -]{3,40}? sous (?:le nom|l'appellation|la désignation) (?:de |d')"
_SELF_CALLED_FR = (
    r"(?:groupe|gang|collectif|pirates(?: informatiques)?|acteurs?|individus)(?:,? (?:qui )?se "
    r"(?:f(?:aisant|ait|ont) appeler|présent(?:ant|e|ent) sous le nom d[eu']|nommant|baptisant|disant))"
)
_FR = re.compile(
    rf"(?:(?:{_KIND_FR}{_PEOPLE},?{_CALLED_FR}|{_SELF_CALLED_FR}|{_OPERATING_FR}{_CALLED_FR}) |"
    rf"{_UNDER_NAME_FR} ?|{_FOLLOWED_FR})"
    rf"{_QUOTE}{_NAME}"
)
_TRADE_FR = (
    r"(?:cyber ?sécurité|cyberdéfense|sécurité informatique|sécurité|renseignement sur (?:les|la) (?:cyber)?menaces?|antivirus|"
    r"réponse (?:à|aux) incidents?|analyse de (?:la )?blockchain)"
)
_NATION_FR = (
    r"(?: (?:[a-zéèêàçïî-]{2,20}(?:ais|ois|ain|ien|en|and|que|in|on|ol)(?:n?e)?|suisse|russe|belge|slovaque|grec|turc))?"
)
_FIRMS_FR = re.compile(
    rf"(?:[Ss]ociété|[Ee]ntreprise|[Ff]irme|[Cc]abinet|[Ss]pécialiste|[Ss]tart-up|[Gg]roupe|[Ée]diteur|[Cc]ompagnie|ONG)"
    rf"{_NATION_FR} (?:de|d'|en|spécialisée? (?:dans|en)) (?:la |l')?{_TRADE_FR}{_NATION_FR},? {_NAME}|"
    rf"\b(?:[ÉéE]diteur(?: de (?:logiciels|solutions|sécurité|cybersécurité))?|start-up|firme){_NATION_FR} {_NAME}|"
    rf"{_NAME}, (?:une? |l'|le |la )?(?:[\w-]+ ){{0,2}}(?:société|entreprise|firme|cabinet|spécialiste|start-up|éditeur)"
    rf"{_NATION_FR} (?:de|d'|en|spécialisée? (?:dans|en)) (?:la |l')?{_TRADE_FR}"
)
_MEDIA_FR = re.compile(
    rf"(?:\b[Ll]e (?:site|quotidien|journal|magazine|portail)|\b[Ll]'hebdomadaire|\b[Ll]a (?:chaîne|radio)|\b[Ll]e média)"
    rf"(?: (?:d'information|d'investigation|d'actualité|en ligne|spécialisé|économique|public|publique|régional|privée?))?"
    rf"{_NATION_FR} [\"“«]? ?{_NAME}"
)
_LISTED_NAME = r"[A-Z][\w'’-]{1,20}(?: [A-Z0-9][\w'’-]{0,20}){0,3}"
_LISTED = re.compile(  # "several groups …, including A, B C and D", "five groups: A and B"
    rf"\b(?:groups|gangs|crews|collectives|actors)\b[^.;:!?\n]{{0,90}}?(?::|, (?:including|namely|such as|among them|notably)) "
    rf"({_LISTED_NAME}(?:, {_LISTED_NAME}){{0,8}},? and {_LISTED_NAME})(?=[.;\n]|, |$)"
)
_NAMED_GROUPS = re.compile(  # "the hacker groups A, B and C"
    r"\b(?:hacking|hacker|ransomware|hacktivist|espionage|extortion|cyber\w{0,10}) (?:groups|gangs|collectives|crews) "
    rf"({_LISTED_NAME}(?:, {_LISTED_NAME}){{0,8}},? and {_LISTED_NAME})(?!\w)"
)
_FAMILY = re.compile(  # "Volt, Flax et Salt Typhoon"
    r"\b((?:[A-Z][a-z]+, )*[A-Z][a-z]+),? (?:et|and|ou|or) [A-Z][a-z]+ (Typhoon|Blizzard|Sandstorm|Sleet|Tempest)\b"
)
_PREFIX = {"group": "group", "firm": "org", "media": "org", "person": "person"}
_STOP = word_set(
    "The This It In On After Before When While US UK EU Monday Tuesday Wednesday Thursday Friday Saturday Sunday January "
    "February March April May June July August September October November December New Says Claims Hits Has Is Was And "
    "Or But For From With By At To Who That Windows Linux Android Mac MacOS Python Telegram Il Elle Ce Cette Les Le La "
    "Un Une Selon Depuis Dans Point Points According Inc Ltd Corp APT CVE VPN AI IA IT DDoS RaaS MaaS USD I We They He "
    "She You Access Attack Attacks Exploit Exploits Target Targets Use Uses Using Behind Of Launch Launches Steal Steals "
    "Abuse Abuses Leak Leaks Breach Attackers Researchers Microsoft Google TTP TTPs IOC IOCs C2"
)


def add_introduced(text: str, drafts: list[Draft], language: str) -> list[Draft]:
    """Add the groups, firms and people that the text introduces by name, wherever it names them."""
    pattern = _FR if language == "fr" else _EN
    names: dict[str, str] = {}
    starts = [d.start for d in drafts]

    def covered(start: int, end: int) -> bool:
        at = bisect_left(starts, end)
        return at > 0 and drafts[at - 1].end > start

    introduced = [(m, "group") for m in pattern.finditer(text)]
    if language == "en":
        introduced += [(m, "firm") for m in _FIRMS.finditer(text)] + [(m, "person") for m in _PERSONS.finditer(text)]
        introduced += [(m, "firm") for m in _FIRM_NAMES.finditer(text)]
    if language == "fr":
        introduced += [(m, "firm") for m in _FIRMS_FR.finditer(text)] + [(m, "media") for m in _MEDIA_FR.finditer(text)]
    for m, kind in introduced:
        at = m.start(m.lastindex or 1)
        words = m.group(m.lastindex or 1).split(" ")
        while words and words[-1] in _STOP:
            words.pop()
        name = " ".join(words)
        if len(name) < 3 or any(w in _STOP for w in words) or not re.search(r"[A-Za-z]{2}", name):
            continue
        if kind == "person" and len(words) < 2:
            continue
        if not covered(at, at + len(name)):
            names.setdefault(name, kind)
    names.update((name, "group") for name in _listed(text, drafts) if language == "en")
    extra: list[Draft] = []
    for m in _FAMILY.finditer(text):
        for part in re.finditer(r"[A-Z][a-z]+", m.group(1)):
            start, end = m.start(1) + part.start(), m.start(1) + part.end()
            if not covered(start, end):
                code = f"group:{slugged(f'{part.group()} {m.group(2)}')}"
                extra.append(Draft(start, end, "group", code, None, "one of a family of names", Entry("group", code)))
    for name, kind in names.items():
        code = f"{_PREFIX[kind]}:{slugged(name)}"
        for m in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text):
            inside = kind == "group" and " " in name and _only_states(drafts, starts, *m.span())
            if inside or not covered(*m.span()):
                extra.append(Draft(*m.span(), kind, code, None, f"introduced as a {kind}", Entry(kind, code)))
    if not extra:
        return drafts
    merged: list[Draft] = []
    for d in sorted(drafts + extra, key=lambda d: (d.start, -d.end)):
        if not merged or d.start >= merged[-1].end:
            merged.append(d)
    return merged


def _listed(text: str, drafts: list[Draft]) -> list[str]:
    """The names that no list has beside known groups in one list of groups."""
    found = []
    for m in [*_LISTED.finditer(text), *_NAMED_GROUPS.finditer(text)]:
        items = re.split(r",? and |, ", m.group(1))
        known = {text[d.start : d.end] for d in drafts if d.kind == "group" and m.start(1) <= d.start < m.end(1)}
        if known or m.re is _NAMED_GROUPS:
            found += [
                item for item in items if item not in known and len(item) > 3 and not any(w in _STOP for w in item.split())
            ]
    return found


def _only_states(drafts: list[Draft], starts: list[int], start: int, end: int) -> bool:
    """Whether what is known of the stretch is only a state inside it: "Pakistan Cyber Force"."""
    first = bisect_left(starts, start)
    inside = [d for d in drafts[max(0, first - 1) : first + 4] if d.start < end and start < d.end]
    return all(d.kind in {"state", "demonym", "capital"} and start <= d.start and d.end <= end for d in inside)
