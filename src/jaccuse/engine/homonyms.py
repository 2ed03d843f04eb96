"""Names that are somebody or something else: places, first names, languages, common words. What stays in doubt is dropped."""

from __future__ import annotations

import re

from jaccuse.engine.mention import Draft, word_set

_GANG = (
    r"ransomware|malware|gang|groups?|crew|hackers?|hacking|hacktivists?|collective|trojan|botnet|"
    r"backdoor|spyware|wiper|worm|stealer|infostealer|"
    r"loader|RAT|APT|threat actors?|actors?|operators?|affiliates?|cartel|cyber ?gang|cybercriminals?|"
    r"cybercrime|leak site|data leak|operation|syndicate|"
    r"extortion|rootkit|implant|virus|campaign|cyber(?:espionage|attack)s?|"
    r"groupe|pirates|collectif|rançongiciel|logiciel|cybercriminels?|acteurs?|attaquants|opérateurs|cheval de Troie|"
    r"Gruppe|Hackergruppe|Bande|Schadsoftware|grupo|gruppo|grupa|группа|группировка|хакеры|угруповання"
)
_GANG_AFTER = re.compile(rf"['\"”»’)]{{0,2}}(?: |-)?(?:{_GANG})\b", re.IGNORECASE)
_GANG_BEFORE = re.compile(
    rf"(?:\b(?:{_GANG}|dubbed|tracked as|codenamed|baptisé|dénommé|surnommé)"
    rf"(?:,? (?:the|de|du|called|named|known as|dubbed|as|baptisé|nommé|appelé|connu sous le nom de|dénommé|"
    rf"surnommé))?)[,:]? ?['\"“«(]{{0,2}} ?\Z",
    re.IGNORECASE,
)
_LIBRARY = re.compile(r"npm|HTTP|librar|biblioth|paquet|package")
_MALWARE_AFTER = re.compile(
    r"['\"”»’)]{0,2} (?:ransomware|malware|trojan|botnet|virus|RAT|stealer|Stealer|infostealer|backdoor|"
    r"wiper|worm|spyware|loader|payload|encryptor|samples?)\b"
    r"(?! (?:gang|group|crew|operation|operators?|hackers|actors|cartel|affiliates?|attackers))"
)
_SUBJECT = (
    "cyber", "hack", "ransom", "malware", "phish", "botnet", "espion", "spyware", "data breach", "leak site", "ddos", "crypto",
    "rançon", "pirat", "cibern", "киб", "кіб", "хак", "threat actor", "wiper", "trojan",
)  # fmt: skip
_PLACE_BEFORE = re.compile(
    r"\b(?:in|near|outside|around|across|visit(?:ed|s|ing)?|leaving|leaves|reached|downtown|central|"
    r"greater|east|west|north|south|eastern|western|northern|southern|residents of|city of|en route to|"
    r"trip to|"
    r"travell?(?:ed|s|ing)? to|flew to|flies to|arrived? in|talks in|summit in|based in|"
    r"vers|près de|depuis|hors de|ville de|région de|rue de|gare de|place de|aéroport de|mairie de|"
    r"basée? à|siège à|réunis? à|installée? à|située? à|né à|visite à|rencontre à|"
    r"nahe|bei|aus|nach|w|v|в|у) \Z",
    re.IGNORECASE,
)
_SEAT_BEFORE = re.compile(r"\b(?:government|regime|authorities|leadership|rulers) in \Z")
_FR_A = re.compile(
    r"(\b[\w-]+) à \Z",
)
_FR_TO = re.compile(
    r"^(?:attribu|imput|li[ée]|prêt|reproch|demand|réclam|répond|répliqu|adress|affili|appart|favorable|"
    r"proche|face|lien|oppos|interdi|fourni|vend|livr|"
    r"transmi|rapport|grâce|soumis|obéi|appel|avertissement|message|menace|ultimatum|réponse|"
    r"responsabilité|impos|reli|associ|rattach|fidèle|hostile|loyal)",
    re.IGNORECASE,
)
_PLACE_AFTER = re.compile(
    r"(?:-based|-born|-area|, D\.?C\.?| D\.?C\.?\b|, (?:Ontario|Ohio|Georgia|Texas|Idaho|Tennessee|Kentucky|Maine)|"
    r" (?:Olympics?|Games|Marathon|Stock|Exchange|Bridge|Airport|Mayor|mayor|Street|Avenue|Court|Bureau|"
    r"University|Hospital|Zoo|Fashion|Film|Summit|"
    r"residents?|suburbs?|area|man|woman|hotel|Hotel|restaurant|bureau|office|headquarters|court|mayor|"
    r"airport|schools?|museum|Museum|subway|metro|Metro|"
    r"theater|theatre|Theatre|Opera|Philharmonic|Symphony|State|Post|Times|Examiner|Institute|Treaty|"
    r"Agreement|Accords?|Protocol|Convention|Forum|"
    r"correspondent|apartment|neighborhood|neighbourhood|streets?|time)\b)"
)
_DATELINE = re.compile(r"(?:, [A-ZÉ][a-zéû]{2,8}\.? \d{1,2})?(?:,? \d{4})?(?: ?\([^()]{2,30}\))? ?(?:[-–—]{1,2}|:) ?")
_LANGUAGE_BEFORE = re.compile(
    r"(?:\b(?:speak|speaks|spoke|speaking|spoken|translated into|translated from|fluent in)|\ben langue|"
    r"\bparl\w+|\bлітер\w+) \Z",
    re.I,
)
_LANGUAGE_IN = re.compile(r"(?:\b(?:in|into|en|auf|em|po) )\Z", re.I)
_LANGUAGE_AFTER = re.compile(
    r"[-‑ ](?:[Ss]peaking|[Ll]anguage|speakers?|characters|alphabet|sprachig\w*|translat\w+|subtitles|"
    r"dubbed|lesson|classes|cuisine|food|restaurants?|wine|cheese)\b"
)
_END = re.compile(r"[.,;:)\"”»!?]| (?:and|or|by|on|to|with|at|et|ou|par|sur|avec|à|que|und|oder)\b|$")
_SYMPATHY = re.compile(r"\b(?:pro|Pro|PRO)-?\Z")
_AGAINST = re.compile(
    r"\b(?:anti|Anti|ANTI|ex|non|Non|trans|Trans|pan|inter|Sino|Anglo|Franco|Indo|Euro|Afro|Greco|Austro|"
    r"Russo|post|Post)-\Z"
)
_FIRST_NAME = re.compile(r"(?:^|[^.!?:;\"“(] )([A-Z][a-z]+) \Z")
_SURNAME = re.compile(
    r" (?!(?:Is|Has|Was|Says|Said|Will|And|To|In|On|For|Of|As|With|At|By|From|After|Over|Vs|The|Accuses|"
    r"Blames|Faces|May|Can|Hit|Warns|Sees|Gets|"
                      r"Government|Army|Police|Foreign|President|Prime|Minister|Court|Military|King|Security|Intelligence|"
                      r"Bans|Seeks|Plans|Denies|Attacks)\b)[A-Z][a-z]+")  # fmt: skip
_GEORGIA_YES = re.compile(
    r"Tbilisi|Georgian|Abkhazia|Ossetia|Saakashvili|Caucasus|Moldova|Armenia|Azerbaijan|\bRussian?\b|"
    r"Ukraine|Estonia|GRU"
)
_GEORGIA_NO = re.compile(
    r"Atlanta|Gov\.|Republican|Democrat|Senat|Kemp\b|Raffensperger|Warnock|Ossoff|Trump|Biden|Ga\.|Fulton|"
    r"Savannah|Augusta|Alabama|Florida|Carolina|"
    r"Tennessee|Texas|Arizona|Pennsylvania|voters|runoff|county|County|grand jury|Bulldogs|NFL|college|sheriff"
)
_JORDAN_YES = re.compile(
    r"Jordanian|Amman|Israel|Syria|Iraq|Saudi|Egypt|Lebanon|Palestin|King Abdullah|Hashemite|Kuwait|"
    r"Bahrain|Middle East|Pegasus|Qatar|Turkey|UAE|Emirates"
)
_AFRICA = re.compile(
    r"Africa|Chadian|N'Djamena|Nigér|Sudan|Cameroon|Libya|Mali\b|Nigeria|Sahel|Niamey|Burkina|"
    r"Guinea-Bissau|Conakry|junta|coup|ECOWAS|Afrique"
)
_TURKEY_NO = re.compile(r"Thanksgiving|roast|stuffing|recipe|sandwich|farm|cook|oven|gravy|poultry|bird flu", re.I)
_US_CAPS = re.compile(r"\b[A-Z]{3,}\b")


class Doubt:
    """Drops the drafts of one text that are not what their surface says."""

    def __init__(self, text: str, drafts: list[Draft], language: str) -> None:
        self.text, self.drafts, self.language = text, drafts, language
        self.proven: set[str] = set()
        self._on_subject: bool | None = None

    def kept(self) -> list[Draft]:
        out = []
        for d in self.drafts:
            if d.entry.kind in {"person", "collective"} or d.entry.code == "US/congress":
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

    # -- groups, malware, firms ------------------------------------------------------------------------------------------

    def _named(self, d: Draft) -> bool:
        surface = self.text[d.start : d.end]
        after = self.text[d.end : d.end + 40]
        if d.entry.evidence and surface not in self.proven:
            before = self.text[max(0, d.start - 40) : d.start]
            if not (_GANG_AFTER.match(after) or _GANG_BEFORE.search(before)):
                return False
            self.proven.add(surface)
        if d.kind in {"firm", "media"} and (self._credit(d) or self._family_name(d, surface)):
            return False
        if (d.entry.subject or d.kind == "malware") and not self.on_subject():
            return False
        if surface == "Axios" and _LIBRARY.search(self.text):
            return False
        if d.kind == "group" and _MALWARE_AFTER.match(after):
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
        if surface not in _FAMILY_NAMES:
            return False
        first = _FIRST_NAME.search(self.text[max(0, d.start - 20) : d.start])
        return first is not None and first.group(1) in _FIRST_NAMES

    def on_subject(self) -> bool:
        """Whether the text has any word of cyberspace at all."""
        if self._on_subject is None:
            low = self.text.lower()
            self._on_subject = any(word in low for word in _SUBJECT) or "APT" in self.text
        return self._on_subject

    def _other_bearer(self, d: Draft) -> bool:
        """Hunter Biden, Trump Jr., the West Bank, the European Congress of …"""
        surface, after = self.text[d.start : d.end], self.text[d.end : d.end + 14]
        before = re.search(r"([A-Z][\w.]*[\w.]) \Z", self.text[max(0, d.start - 20) : d.start])
        if d.kind == "person":
            return " " not in surface and (after.startswith((" Jr", " Sr")) or bool(before and before.group(1) in _FIRST_NAMES))
        if d.kind == "collective":
            return surface in {"the West", "Occident"} and re.match(r" [A-Z]", after) is not None
        if surface == "Congress":
            return after.startswith((" of ", " on ", " party", " Party")) or bool(
                before and before.group(1) not in _SENTENCE_WORDS and before.group(1)[-1] != "."
            )
        return False

    # -- states ------------------------------------------------------------------------------------------------------

    def _place_or_people(self, d: Draft) -> bool:
        """Whether a state's, capital's or people's name must be dropped; turns "pro-Russian" into a sympathy."""
        text = self.text
        before, after = text[max(0, d.start - 30) : d.start], text[d.end : d.end + 40]
        if before.endswith("-"):
            if _SYMPATHY.search(before):
                d.kind, d.actor, d.rule = "sympathy", None, "pro-"
                d.start -= 4
                return False
            if _AGAINST.search(before):
                return True
        if d.kind == "demonym" and (
            _LANGUAGE_BEFORE.search(before)
            or _LANGUAGE_AFTER.match(after)
            or (_LANGUAGE_IN.search(before) and _END.match(after))
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
        if _PLACE_AFTER.match(after):
            return True
        if (m := _FR_A.search(before)) and not _FR_TO.match(m.group(1)):
            return True
        if _PLACE_BEFORE.search(before) and not _SEAT_BEFORE.search(before):
            return True
        line_start = d.start == 0 or self.text[d.start - 1] in "\n.!?" or self.text[max(0, d.start - 2) : d.start].strip() == ""
        surface = self.text[d.start : d.end]
        if (
            (m := _DATELINE.match(after))
            and (surface.isupper() or (line_start and "(" in m.group()))
            and (d.start == 0 or line_start or surface.isupper())
        ):
            return True
        if self.language == "en" and (m := _FIRST_NAME.search(before)) and m.group(1) not in _SENTENCE_WORDS:
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
        test = _HOMONYMS.get(surface)
        if test is None:
            return False
        first = _FIRST_NAME.search(before)
        if (first and first.group(1) not in _SENTENCE_WORDS) or (surface in _NAMES_OF_PEOPLE and _SURNAME.match(after)):
            return True
        yes, no = test
        return bool((yes is not None and not yes.search(self.text)) or (no is not None and no.search(self.text)))


_SENTENCE_WORDS = word_set(
    "But And While As If When That The In On For From With By After Before Because Since Although Though Meanwhile "
    "However Now Then So Yet Both Either Also Like Between Against Why How What Where Who Did Does Has Is Was Will "
    "Can Could Should Would Or To Of At Mais Et Pour Selon Si Quand Alors Hackers Hacker Accuses Blames Says Warns "
    "Tells Over Says, Russia China Iran Israel Ukraine America Britain Helps Hits"
)
_FIRST_NAMES = word_set(
    "Hunter Jill Melania Ivanka Eric Barron Tiffany Lara Michelle Paul Brigitte Mary Fred Beau Ashley James Frank "
    "Sophie Margaret Sara Yair Olena Don Kate Kash Yoni Steve Malcolm Michael Mike Bryan Archie Christopher John "
    "Robert Miles Tim Amy Eva Alice"
)
_FAMILY_NAMES = frozenset({"Forbes", "Bloomberg", "Spiegel", "Heise", "Wired", "Kroll", "Flashpoint"})
_NAMES_OF_PEOPLE = frozenset({"Georgia", "Jordan", "Chad", "Israel"})
_HOMONYMS: dict[str, tuple[re.Pattern[str] | None, re.Pattern[str] | None]] = {
    "Georgia": (_GEORGIA_YES, _GEORGIA_NO),
    "Jordan": (_JORDAN_YES, None),
    "Chad": (_AFRICA, None),
    "Niger": (_AFRICA, None),
    "Guinea": (_AFRICA, None),
    "Turkey": (None, _TURKEY_NO),
    "Israel": (None, None),
}
