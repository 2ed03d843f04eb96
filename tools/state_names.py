"""Build the names of states and their adjectives as dossiers print them, from CLDR and the hand-made lists.

`python tools/state_names.py` writes src/jaccuse/exports/dossier/words/states.tsv: code, English and French name with articles,
gender and number of the French one, English adjective, French adjective (masculine, feminine, plurals). Needs Babel. CLDR has
names but neither articles nor genders; the rules of both languages and their exceptions stand here.
"""

from __future__ import annotations

from pathlib import Path

from babel import Locale

from jaccuse.engine.mention import word_set
from jaccuse.knowledge.build import NOT_STATES

ROOT = Path(__file__).parent.parent
LISTS = ROOT / "src" / "jaccuse" / "knowledge" / "lists"
OUT = ROOT / "src" / "jaccuse" / "exports" / "dossier" / "words" / "states.tsv"
#: Names better known than CLDR's own.
ENGLISH = {
    "TR": "Turkey", "MM": "Myanmar", "CI": "Ivory Coast", "CZ": "Czech Republic", "PS": "Palestine", "HK": "Hong Kong",
    "MO": "Macau", "BA": "Bosnia and Herzegovina", "CG": "Republic of the Congo", "CD": "Democratic Republic of the Congo",
    "FM": "Micronesia",
}  # fmt: skip
FRENCH = {
    "HK": "Hong Kong", "MO": "Macao", "PS": "Palestine", "CG": "République du Congo", "CD": "République démocratique du Congo",
    "CZ": "République tchèque", "MM": "Birmanie", "BY": "Biélorussie", "MD": "Moldavie", "VA": "Vatican", "VN": "Vietnam",
}  # fmt: skip
WITH_THE = word_set("AE BS CD CF CG CZ DO GB GM KM MH MV NL PH SB SC US VA")
NO_ARTICLE = word_set("AG BH CU CY DJ HK HT IL KI KN LC MC MG MO MT MU NR OM SG SM ST TT TV TW VC")
MASCULINE_IN_E = {"BZ", "CV", "KH", "MX", "MZ", "SR", "ZW"}
PLURAL = {
    "AE": "mp", "BS": "fp", "FJ": "fp", "KM": "fp", "MH": "fp", "MV": "fp", "NL": "mp", "PH": "fp", "PW": "fp", "SB": "fp",
    "SC": "fp", "TO": "fp", "US": "mp", "WS": "fp",
}  # fmt: skip
FEMININE = {"BA", "CI", "CU", "CY", "KP", "KR", "LC", "MG", "MK", "MT", "NZ", "PG", "SA", "ZA"}
ADJECTIVES = {
    "US": "US",
    "NZ": "New Zealand",
    "HK": "Hong Kong",
    "LI": "Liechtenstein",
    "SB": "Solomon Islands",
    "KZ": "Kazakh",
}
FRENCH_ADJECTIVES = {"LV": "letton/lettonne", "UZ": "ouzbek/ouzbèke", "BF": "burkinabè/burkinabè"}
VOWELS = "AEIOUÉÈÊÎÔhaeiouéèêîô"


def main() -> None:
    """Write the file."""
    english, french = Locale.parse("en").territories, Locale.parse("fr").territories
    adjectives = [_adjectives(f"demonyms.{language}.tsv") for language in ("en", "fr")]
    lines = [
        "# code\tEnglish\tFrench\tgender\tEnglish adjective\tFrench adjectives: m, f, mp, fp. Made by tools/state_names.py."
    ]
    for code in sorted(english):
        if len(code) != 2 or code in NOT_STATES:
            continue
        name_en = ENGLISH.get(code, english[code].replace("’", "'"))
        name_fr = FRENCH.get(code, french[code].replace("’", "'"))
        gender = _gender(code, name_fr)
        told_en = ("the " if code in WITH_THE else "") + name_en
        told_en = told_en.replace(" & ", " and ").replace("St. ", "Saint ")
        told_fr = name_fr if code in NO_ARTICLE else _article(name_fr, gender) + name_fr
        forms = _inflected(FRENCH_ADJECTIVES.get(code, adjectives[1].get(code, "")))
        adjective = ADJECTIVES.get(code, adjectives[0].get(code, ""))
        lines.append("\t".join([code, told_en, told_fr, gender, adjective, ",".join(forms)]))
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(len(lines) - 1, "states")


def _gender(code: str, name: str) -> str:
    if code in PLURAL:
        return PLURAL[code]
    if code in FEMININE or name.startswith(("République", "Guinée")):
        return "f"
    return "f" if name.endswith("e") and code not in MASCULINE_IN_E else "m"


def _article(name: str, gender: str) -> str:
    if gender in ("mp", "fp"):
        return "les "
    first = name.split(maxsplit=1)[0]
    if name[0] in VOWELS and not first.startswith(("Hon", "Haï", "Yé")):
        return "l'"
    return "la " if gender == "f" else "le "


def _adjectives(name: str) -> dict[str, str]:
    rows = (line.split("\t") for line in (LISTS / name).read_text(encoding="utf-8").splitlines() if line[:1] not in ("#", ""))
    return {row[0]: row[1].split(";")[0].strip() for row in rows if len(row) > 1}


def _inflected(word: str) -> list[str]:
    """Masculine, feminine and both plurals of a French adjective."""
    if not word:
        return []
    masculine, _, feminine = word.partition("/")
    if not feminine:
        if masculine.endswith("e"):
            feminine = masculine
        elif masculine.endswith(("ien", "éen", "yen", "on")):
            feminine = masculine + "ne"
        elif masculine in ("grec", "turc"):
            feminine = masculine.removesuffix("c") + ("cque" if masculine == "grec" else "que")
        else:
            feminine = masculine + "e"
    plural = masculine if masculine.endswith(("s", "x")) else masculine + "s"
    return [masculine, feminine, plural, feminine + "s"]


if __name__ == "__main__":
    main()
