"""The words that tell a name from what only looks like it: gangs, places, languages, first names, homonyms of states."""

from __future__ import annotations

import re

from jaccuse.engine.mention import word_set

GANG = (
    r"ransomware|malware|gang|groups?|crew|hackers?|hacking|hacktivists?|collective|trojan|botnet|"
    r"backdoor|spyware|wiper|worm|stealer|infostealer|"
    r"loader|RAT|APT|threat actors?|actors?|operators?|affiliates?|cartel|cyber ?gang|cybercriminals?|"
    r"cybercrime|leak site|data leak|operation|syndicate|network|brand|strain|réseau|"
    r"extortion|rootkit|implant|virus|campaign|cyber(?:espionage|attack)s?|"
    r"groupe|pirates|collectif|rançongiciel|logiciel|cybercriminels?|acteurs?|attaquants|opérateurs|cheval de Troie|"
    r"Gruppe|Hackergruppe|Bande|Schadsoftware|grupo|gruppo|grupa|группа|группировка|хакеры|угруповання"
)
GANG_AFTER = re.compile(rf"['\"”»’)]{{0,2}}(?: |-)?(?:{GANG})\b", re.IGNORECASE)
GANG_BEFORE = re.compile(
    rf"(?:\b(?:{GANG}|dubbed|tracked as|codenamed|baptisé|dénommé|surnommé)"
    rf"(?:,? (?:the|de|du|called|named|known as|dubbed|as|baptisé|nommé|appelé|connu sous le nom de|dénommé|"
    rf"surnommé))?)[,:]? ?['\"“«(]{{0,2}} ?\Z",
    re.IGNORECASE,
)
_STAFF = "employee|contractor|worker|staffer|engineer|coder|programmer|analyst|insider|technician|hacker|operative|spy|spie"
FORMER = re.compile(r"\b(?:former|ex)[- ](?:[A-Z][\w.]* )?\Z", re.IGNORECASE)
STAFF_AFTER = re.compile(rf"(?:'s)? (?:software |cyber |senior |security )?(?:{_STAFF})s?\b")
FORMER_STAFF = re.compile(
    rf"(?:\bformer (?:\w+ )?(?:{_STAFF})s? (?:of|at|for|from|with) (?:the )?"
    r"|\b(?:ancien|ancienne|anciens|ex)[- ](?:employée?|ingénieure?|sous-traitant|salariée?|agent|espion|hacker|analyste)s?"
    r" (?:de la |du |de l'|d'|de |des ))\Z",
    re.IGNORECASE,
)
LIBRARY = re.compile(r"npm|HTTP|librar|biblioth|paquet|package")
MALWARE_AFTER = re.compile(
    r"['\"”»’)]{0,2} (?:ransomware|malware|trojan|botnet|virus|RAT|stealer|Stealer|infostealer|backdoor|"
    r"wiper|worm|spyware|loader|payload|encryptor|samples?)\b"
    r"(?! (?:gang|group|crew|operation|operators?|hackers|actors|cartel|affiliates?|attackers))",
    re.IGNORECASE,
)
SUBJECT = (
    "cyber", "hack", "ransom", "malware", "phish", "botnet", "espion", "spyware", "data breach", "leak site", "ddos", "crypto",
    "rançon", "maliciel", "malveillant", "hameçon", "pirat", "cibern", "киб", "кіб", "хак", "threat actor", "wiper", "trojan",
    "fuite de données", "vol de données", "données volées", "opératoire d'attaque", "opératoire informationnel", "informatique",
    "déni de service", "faux comptes", "intrusion",
)  # fmt: skip
PLACE_BEFORE = re.compile(
    r"\b(?:in|near|outside|around|across|visit(?:ed|s|ing)?|leaving|leaves|reached|downtown|central|"
    r"greater|east|west|north|south|eastern|western|northern|southern|residents of|city of|en route to|"
    r"trip to|"
    r"travell?(?:ed|s|ing)? to|flew to|flies to|arrived? in|talks in|summit in|based in|"
    r"vers|près de|depuis|hors de|ville de|région de|rue de|gare de|place de|aéroport de|mairie de|"
    r"basée? à|siège à|réunis? à|installée? à|située? à|né à|visite à|rencontre à|"
    r"nahe|bei|aus|nach|w|v|в|у) \Z",
    re.IGNORECASE,
)
SEAT_BEFORE = re.compile(r"\b(?:government|regime|authorities|leadership|rulers) in \Z")
FR_A = re.compile(
    r"(\b[\w-]+) à \Z",
)
FR_LAID = re.compile(r"\b(?:attribu|imput)\w*\b[^.;:!?]{0,60} à \Z", re.IGNORECASE)  # "attribuer ces attaques à Pékin"
FR_TO = re.compile(
    r"^(?:attribu|imput|li[ée]|prêt|reproch|demand|réclam|répond|répliqu|adress|affili|appart|favorable|"
    r"proche|face|lien|oppos|interdi|fourni|vend|livr|"
    r"transmi|rapport|grâce|soumis|obéi|appel|avertissement|message|menace|ultimatum|réponse|"
    r"responsabilité|impos|reli|associ|rattach|fidèle|hostile|loyal|ambassad|consul\b)",
    re.IGNORECASE,
)
PLACE_AFTER = re.compile(
    r"(?:-based|-born|-area|, D\.?C\.?| D\.?C\.?\b|, (?:Ontario|Ohio|Georgia|Texas|Idaho|Tennessee|Kentucky|Maine)|"
    r" (?:Olympics?|Games|Marathon|Stock|Exchange|Bridge|Airport|Mayor|mayor|Street|Avenue|Court|Bureau|"
    r"University|Hospital|Zoo|Fashion|Film|Summit|"
    r"residents?|suburbs?|area|man|woman|hotel|Hotel|restaurant|bureau|office|headquarters|court|mayor|"
    r"airport|schools?|museum|Museum|subway|metro|Metro|"
    r"theater|theatre|Theatre|Opera|Philharmonic|Symphony|State|Post|Times|Examiner|Institute|Treaty|"
    r"Agreement|Accords?|Protocol|Convention|Forum|"
    r"correspondent|apartment|neighborhood|neighbourhood|streets?|time)\b)"
)
DATELINE = re.compile(r"(?:, [A-ZÉ][a-zéû]{2,8}\.? \d{1,2})?(?:,? \d{4})?(?: ?\([^()]{2,30}\))? ?(?:[-–—]{1,2}|:) ?")
LANGUAGE_BEFORE = re.compile(
    r"(?:\b(?:speak|speaks|spoke|speaking|spoken|translated into|translated from|fluent in)|\ben langue|"
    r"\bparl\w+|\bлітер\w+) \Z",
    re.I,
)
LANGUAGE_IN = re.compile(r"(?:\b(?:in|into|en|auf|em|po) )\Z", re.I)
LANGUAGE_AFTER = re.compile(
    r"[-‑ ](?:[Ss]peaking|[Ll]anguage|speakers?|characters|alphabet|sprachig\w*|translat\w+|subtitles|"
    r"dubbed|lesson|classes|cuisine|food|restaurants?|wine|cheese)\b"
)
END = re.compile(r"[.,;:)\"”»!?]| (?:and|or|by|on|to|with|at|et|ou|par|sur|avec|à|que|und|oder)\b|$")
SYMPATHY = re.compile(r"\b(?:pro|Pro|PRO)-?\Z")
AGAINST = re.compile(
    r"\b(?:anti|Anti|ANTI|ex|non|Non|trans|Trans|pan|inter|Sino|Anglo|Franco|Indo|Euro|Afro|Greco|Austro|"
    r"Russo|post|Post)-\Z"
)
FIRST_NAME = re.compile(r"(?:^|[^.!?:;\"“(] )([A-Z][a-z]+) \Z")
SURNAME = re.compile(
    r" (?!(?:Is|Has|Was|Says|Said|Will|And|To|In|On|For|Of|As|With|At|By|From|After|Over|Vs|The|Accuses|"
    r"Blames|Faces|May|Can|Hit|Warns|Sees|Gets|"
                      r"Government|Army|Police|Foreign|President|Prime|Minister|Court|Military|King|Security|Intelligence|"
                      r"Bans|Seeks|Plans|Denies|Attacks)\b)[A-Z][a-z]+")  # fmt: skip
GEORGIA_YES = re.compile(
    r"Tbilisi|Georgian|Abkhazia|Ossetia|Saakashvili|Caucasus|Moldova|Armenia|Azerbaijan|\bRussian?\b|"
    r"Ukraine|Estonia|GRU"
)
GEORGIA_NO = re.compile(
    r"Atlanta|Gov\.|Republican|Democrat|Senat|Kemp\b|Raffensperger|Warnock|Ossoff|Trump|Biden|Ga\.|Fulton|"
    r"Savannah|Augusta|Alabama|Florida|Carolina|"
    r"Tennessee|Texas|Arizona|Pennsylvania|voters|runoff|county|County|grand jury|Bulldogs|NFL|college|sheriff"
)
JORDAN_YES = re.compile(
    r"Jordanian|Amman|Israel|Syria|Iraq|Saudi|Egypt|Lebanon|Palestin|King Abdullah|Hashemite|Kuwait|"
    r"Bahrain|Middle East|Pegasus|Qatar|Turkey|UAE|Emirates"
)
AFRICA = re.compile(
    r"Africa|Chadian|N'Djamena|Nigér|Sudan|Cameroon|Libya|Mali\b|Nigeria|Sahel|Niamey|Burkina|"
    r"Guinea-Bissau|Conakry|junta|coup|ECOWAS|Afrique"
)
TURKEY_NO = re.compile(r"Thanksgiving|roast|stuffing|recipe|sandwich|farm|cook|oven|gravy|poultry|bird flu", re.I)
US_CAPS = re.compile(r"\b[A-Z]{3,}\b")
SENTENCE_WORDS = word_set(
    "But And While As If When That The In On For From With By After Before Because Since Although Though Meanwhile "
    "However Now Then So Yet Both Either Also Like Between Against Why How What Where Who Did Does Has Is Was Will "
    "Can Could Should Would Or To Of At Mais Et Pour Selon Si Quand Alors Hackers Hacker Accuses Blames Says Warns "
    "Tells Over Says, Russia China Iran Israel Ukraine America Britain Helps Hits"
)
FIRST_NAMES = word_set(
    "Hunter Jill Melania Ivanka Eric Barron Tiffany Lara Michelle Paul Brigitte Mary Fred Beau Ashley James Frank "
    "Sophie Margaret Sara Yair Olena Don Kate Kash Yoni Steve Malcolm Michael Mike Bryan Archie Christopher John "
    "Robert Miles Tim Amy Eva Alice"
)
FAMILY_NAMES = frozenset({"Forbes", "Bloomberg", "Spiegel", "Heise", "Wired", "Kroll", "Flashpoint"})
NAMES_OF_PEOPLE = frozenset({"Georgia", "Jordan", "Chad", "Israel"})
CUBA_NO = re.compile(  # the ransomware gang
    r"\b(?:[Rr]ansomwares?|[Rr]ançongiciels?|[Gg]angs?|[Gg]roupes?|[Gg]roups)\b"
    r"[^.\n]{0,40}(?<!à )(?<!de )(?<!to )(?<!in )(?<!from )\bCuba\b|\bCuba (?:ransomware|gang)\b"
)
HOMONYMS: dict[str, tuple[re.Pattern[str] | None, re.Pattern[str] | None]] = {
    "Georgia": (GEORGIA_YES, GEORGIA_NO),
    "Jordan": (JORDAN_YES, None),
    "Chad": (AFRICA, None),
    "Niger": (AFRICA, None),
    "Guinea": (AFRICA, None),
    "Turkey": (None, TURKEY_NO),
    "Israel": (None, None),
    "Cuba": (None, CUBA_NO),
}
