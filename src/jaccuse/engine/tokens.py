"""The words of each language as its treebanks cut them: one compiled pattern a language, and the abbreviations.

English keeps "China's" and "don't" whole and cuts "China-linked" in three, French cuts "d'", "qu'" and "-t-il" off and keeps
"Etats-Unis", German cuts "EU-Staaten" in three: the parser learned it so.
"""

from __future__ import annotations

import re
from functools import cache

MARK = "\u0300-\u036f\u200b-\u200d\u2060\ufeff\u00ad"
LETTER = rf"[^\W_{MARK}]"
RUN = rf"{LETTER}[\w{MARK}]*"
APOSTROPHE = "['’ʼ]"
SPACE_IN_NUMBER = "[ \u00a0\u202f\u2009]"
HYPHEN = "[-\u2010\u2011]"

ZONES = """
    com org net gov mil edu int info biz io ru su cn fr de uk eu ua us it es pt pl ch be ca au nz jp kr kp ir il in onion
    co me tv xyz top site online cc tech app dev news gouv
""".split()  # noqa: SIM905

SPECIAL = "|".join(
    (
        r"(?:https?|hxxps?|ftp)://[^\s<>\"«»“”]*[^\s<>\"«»“”.,;:!?)\]}'’]",
        r"www\.[^\s<>\"«»“”]*[^\s<>\"«»“”.,;:!?)\]}'’]",
        r"[\w.+-]{1,64}@\w[\w-]{0,62}(?:\.\w[\w-]{0,62}){1,4}",
        r"(?<![\w.])\d{1,3}(?:\[?\.\]?\d{1,3}){3}(?:/\d{1,2}|:\d{1,5})?(?![\w.]?\w)",
        r"(?i:cve-\d{4}-\d{3,7})(?!\w)",
        rf"(?<![\w.-])\w[\w-]{{0,62}}(?:\[?\.\]?\w[\w-]{{0,62}}){{0,4}}\[?\.\]?(?:{'|'.join(ZONES)})(?![\w-])",
        r"[@#](?=\w)\w+",
        r"\.{2,}|…+|[!?]{2,}|--+|''|``|°C",
    )
)
NUMBER = "|".join(
    (
        r"(?<![\w-])\d{4}-\d\d(?:-\d\d)?(?![\w-])",
        r"(?<![\w/])\d{1,4}/\d{1,4}(?:/\d{1,4})?(?![\w/])",
        r"\+?\d{1,4}(?:-\d{3,4}){2,3}(?![\w-])",
        r"(?<!\w)v?\d+(?:[.,:]\d+)*(?:(?=(?:am|pm|bn|km|kg|mn|GB|MB|TB|cm|mm)(?!\w))|[\w]*)",
    )
)
INITIALS = r"(?<!\w)(?:[^\W\d_]\.){2,}"

TITLES = {
    "": "Dr Mr Mrs Ms St Prof Gen Sen Rep Lt Col Capt Sgt Maj Adm Rev Hon Gov Pres Messrs Reps Sens Ft Mt vs cf Cf e.g i.e ca",
    "fr": "M MM Mme Mlle Me Mgr Pr Dr St Ste Gal Col av env al chap réf c.-à-d",
    "en": "v Cmdr Supt Insp Amb Atty Jr Sr approx al viz",
    "de": "Dr Prof Hr Fr Abs bzw ca vgl z B u a d h Chr v n Mio Mrd sog ggf inkl St Hl Az bspw evtl Gen Dipl",
    "es": "D Dña Sr Sra Srta Dr Dra Prof Gral Lic Ing Ud Uds EE UU EE.UU etc",
    "it": "Sig Dott Prof On Gen Ing Avv ca",
    "pt": "Sr Sra Dr Dra Prof Gen Eng Exmo",
    "pl": "dr prof gen płk mjr ks inż mgr św ul al tzw tzn np m.in ok ust pkt",
    "uk": "п пп п-н ст вул м обл р рр т д ім акад проф ред див напр тис млн млрд",
    "ru": "г гг н э ст ул обл р т д им акад проф ред см напр тыс млн млрд руб",
}
"""Abbreviations that never end a sentence: a name or a figure follows."""
NUMBERED = "No|Nos|no|nos|Nr|nr|Art|art|p|pp|Vol|vol|Fig|fig|n|núm|pág|pag|ст"
"""Abbreviations only before a figure."""
LOOSE = {
    "": "Inc Corp Co Ltd Bros etc a.m p.m Jan Feb Aug Sept Sep Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun",
    "en": "Mass Calif Fla Va Md Conn Ariz Wash Pa Dept Univ Assn Gov est Est",
    "fr": "etc janv févr avr juill sept oct nov déc",
}
"""Abbreviations that end a sentence when a likely first word follows."""

ENGLISH_PREFIXES = (
    "e|non|mid|anti|re|pre|co|over|post|multi|pro|ex|semi|sub|psycho|un|counter|neo|intra|socio|inter|extra|mis|wi|ultra|"
    "trans|bi|vice"
)
ENGLISH_WHOLE = "[Bb]reak-ins?"  # cut in three, the noun would be "in"
FRENCH_WHOLE = (
    r"(?:aujourd['’]hui|quelqu['’]une?s?|prud['’]hom\w*|presqu['’]îles?|c['’]est-à-dire|rendez-vous|vis-à-vis|l['’]on)(?!\w)"
)
FRENCH_TAIL = r"(?:-t-(?:ils?|elles?|on)|-(?:ils?|elles?|on|je|tu|nous|vous|ce|le|la|les|lui|leur|moi|toi|y|en|pas))(?![\w-])"
PORTUGUESE_TAIL = r"(?:-(?:se|lo|la|los|las|o|a|os|as|me|te|nos|lhe|lhes|no|na))(?![\w-])"


def _words(language: str) -> list[str]:
    """Patterns of plain words, tried in this order."""
    joined = rf"{RUN}(?:{APOSTROPHE}{RUN})*"
    if language == "fr":
        part = rf"(?!{FRENCH_TAIL})(?:{HYPHEN}|{APOSTROPHE})(?={LETTER}|\d)[\w{MARK}]+"
        elided = rf"(?:lorsqu|puisqu|jusqu|quoiqu|presqu|qu|[cdjlmnst]){APOSTROPHE}"
        return [FRENCH_WHOLE, elided, FRENCH_TAIL, rf"{RUN}(?:{part})*"]
    if language == "it":
        return [rf"{RUN}{APOSTROPHE}(?=\w)", RUN]
    if language == "en":
        prefixed = rf"(?:{ENGLISH_PREFIXES}){HYPHEN}{RUN}(?:{APOSTROPHE}{RUN})*"
        return [rf"(?:{ENGLISH_WHOLE})(?![\w-])", prefixed, rf"{joined}(?:(?<=s){APOSTROPHE}(?= {LETTER}))?"]
    if language == "de":
        return [joined]
    if language == "pt":
        return [PORTUGUESE_TAIL, rf"{joined}(?:(?!{PORTUGUESE_TAIL}){HYPHEN}{RUN})*"]
    return [rf"{joined}(?:{HYPHEN}(?=[^\W_])[\w{MARK}]+)*"]


@cache
def pattern(language: str) -> re.Pattern[str]:
    """The language's words, numbers, addresses and signs; between two matches there is white space only."""
    whole = [r"[^\W\d_]++(?=[ ,;])", SPECIAL, INITIALS + (r"(?:['’]s(?!\w))?" if language == "en" else "")]
    if language == "fr":
        whole.append(r"(?<!\w)\d{1,2}(?=h(?:\d\d)?(?!\w))|(?<=\d)h(?=(?:\d\d)?(?!\w))|(?<!\w)(?:[^\W\d_]\.-){1,3}[^\W\d_]\.")
        whole.append(rf"(?<![\w.,])\d{{1,3}}(?:{SPACE_IN_NUMBER}\d{{3}})+(?:,\d+)?(?!\w)")
    if language in {"ru", "uk", "pl"}:
        whole.append(rf"(?<!\w)\d+{HYPHEN}{RUN}")
    if language in {"fr", "es", "pt"}:
        whole.append(r"(?<![\w-])\d+-\d+(?![\w-])")
    kept = "|".join(sorted((re.escape(a) for a in titles(language) | loose(language)), key=len, reverse=True))
    whole.append(rf"(?<![\w.])(?:{kept})\.(?!\w)")
    whole.append(rf"(?<![\w.])(?:{NUMBERED})\.(?=\s?\d)")
    whole.append(r"(?<![\w.'’])(?-i:[A-ZÀ-ÖØ-ÞА-ЯІЇЄҐ])\.(?=-?\s?(?-i:[A-ZÀ-ÖØ-ÞА-ЯІЇЄҐ]))")
    if language == "de":
        whole.append(rf"(?<![\w.,])\d{{1,2}}\.(?= {LETTER})")
    return re.compile("|".join([*whole, NUMBER, *_words(language), r"\S"]), re.IGNORECASE if language == "fr" else 0)


@cache
def titles(language: str) -> frozenset[str]:
    """Abbreviations, without their stop, after which a sentence goes on."""
    return frozenset((TITLES[""] + " " + TITLES.get(language, "")).split())


@cache
def loose(language: str) -> frozenset[str]:
    """Abbreviations, without their stop, that may end a sentence."""
    return frozenset((LOOSE[""] + " " + LOOSE.get(language, "")).split())
