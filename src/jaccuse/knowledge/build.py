"""Build the shipped names of actors from the hand-made lists, the MISP clusters and CLDR.

`python -m jaccuse.knowledge.build --shared ../shared` writes `data/common.tsv` and one `data/<language>.tsv` a language:
a line is `surface, kind, code, flags`. Needs Babel; nothing of this runs in the product. Flags, see `engine/gazetteer.py`:
`=` this case only,
`*` needs evidence beside it, `~` needs a word of cyberspace in the text,
`!` an organ even with no state beside it, `?A,B` could be any of these.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from jaccuse.engine.mention import word_set
from jaccuse.knowledge.inflect import LANGUAGES, declined_names, demonyms, other_adjectives

HERE = Path(__file__).parent
LISTS = HERE / "lists"
DATA = HERE / "data"
CLUSTERS = ("threat-actor", "mitre-intrusion-set", "microsoft-activity-group")
MALWARE_NAME = re.compile(r"(?i)(?:stealer|worm|\brat|loader|locker|botnet|ransomware|backdoor|spyware|trojan|malware)$")
NOT_MALWARE = {
    "apt",
    "quick assist",
    "anydesk",
    "teamviewer",
    "aura",
    "telegram",
    "android",
    "windows",
    "remote utilities",
    "team",
    "unknown",
    "explorer",
    "judy",
    "wiper",
    "allwinner",
}
NOT_GROUPS = {"PLA Navy", "APT", "Hackers", "Unknown", "Alibaba"}
NOT_STATES = word_set(
    "AC AI AQ AS AW AX BL BM BQ BV CC CK CP CQ CW CX DG EA EH EU EZ FK FO GF GG GI GL GP GS GU HM IC IM IO JE KY MF "
    "MP MQ MS NC NF NU PF PM PN PR RE SH SJ SX TA TC TF TK UM UN VG VI WF XA XB YT ZZ QO"
)
SKIPPED_NAMES = {"en": {"Georgia*"}, "fr": {"Maurice", "Dominique", "Niue"}}

Row = tuple[str, str, str, str]


def rows(name: str) -> Iterator[list[str]]:
    """The rows of one hand-made list, without comments."""
    for number, line in enumerate((LISTS / name).read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) < 2:
            raise SystemExit(f"{name}:{number}: a row needs at least two cells: {line!r}")
        yield cells


def names(cell: str) -> list[str]:
    """The names in a cell, separated by semicolons."""
    return [name.strip() for name in cell.split(";") if name.strip()]


def flagged(name: str) -> tuple[str, str, str]:
    """Split `NSO=`, `Hive*`, `Conti~`, `MSS=?CN,KP`, `UN=en,de` into surface, flags and languages."""
    m = re.fullmatch(r"([^=*~?]+)(=?)((?:[a-z]{2,3}(?:,[a-z]{2,3})*)?)([*~]?)(\?[A-Z,]+)?", name)
    if m is None or (m.group(3) and not m.group(2)):
        raise SystemExit(f"a name with marks that cannot be read: {name!r}")
    return m.group(1), m.group(2) + m.group(4) + (m.group(5) or ""), m.group(3)


def slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.strip().lower()).strip("-")


def bare(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", re.sub(r"\b(group|team|gang)\b", "", name.lower()))


class Names:
    """The rows of the data files by language; the first row of a surface and kind wins."""

    def __init__(self) -> None:
        self.rows: dict[str, dict[tuple[str, str], Row]] = defaultdict(dict)

    def add(self, language: str, surface: str, kind: str, code: str, flags: str = "") -> None:
        surface = re.sub(r"[’ʼ]", "'", surface).strip()
        if surface:
            self.rows[language].setdefault((surface, kind), (surface, kind, code, flags))

    def write(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        for language, table in self.rows.items():
            lines = ["\t".join(row) for row in sorted(table.values())]
            (folder / f"{language}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
            print(f"{language}: {len(lines)} names")


def add_states(out: Names) -> None:
    from babel import Locale

    for language in LANGUAGES:
        seen = set()
        for code, name in Locale.parse(language).territories.items():
            if not re.fullmatch(r"[A-Z]{2}", code) or code in NOT_STATES or (code in {"HK", "MO"} and "(" in name):
                continue
            for part in re.split(r"\s*[()]\s*", re.sub(r"^(?:RAS chinoise de |Sonderverwaltungsregion )", "", name)):
                short = re.sub(r" (?:SAR China|\[.*)$", "", part).replace("’", "'")
                if len(short) > 3 and short not in SKIPPED_NAMES.get(language, ()) and " - " not in short:
                    seen.add((code, short))
        for code, name in sorted(seen):
            for form in declined_names(language, name):
                out.add(language, form, "state", code)
    for code, language, cell in rows("states.extra.tsv"):
        for name in names(cell):
            surface, flags, _ = flagged(name)
            for form in [surface] if flags else declined_names(language, surface):
                out.add(language, form, "state", code, flags)
    for language, code, form in demonyms(rows):
        out.add(language, form, "demonym", code)
    for language, code, form in other_adjectives(rows):
        out.add(language, form, "demonym", code)
    for cells in rows("capitals.tsv"):
        for name in names(cells[1]):
            out.add("common", name, "capital", cells[0])


def add_lists(out: Names) -> None:
    for file, kind in (("igos.tsv", "igo"), ("organs.tsv", "organ"), ("firms.tsv", "firm"), ("media.tsv", "media")):
        for cells in rows(file):
            for name in names(cells[1]):
                surface, flags, languages = flagged(name)
                for language in languages.split(",") if languages else ["common"]:
                    out.add(language if language != "und" else "en", surface, kind, cells[0], flags)
    for code, kind, cell in rows("orgs.tsv"):
        for name in names(cell):
            surface, flags, _ = flagged(name)
            out.add("common", surface, kind, code, flags)
    for cells in rows("collectives.tsv"):
        for name in names(cells[1]):
            surface, flags, _ = flagged(name)
            out.add("common", surface, "collective", cells[0], flags)
    for cells in rows("heads.tsv"):
        for name in names(cells[2]) + (names(cells[3]) if len(cells) > 3 else []):
            out.add("common", name, "person", f"{cells[0]}/{cells[1]}")
    for role, language, cell in rows("roles.tsv"):
        for name in names(cell):
            strong = "!" if name.endswith("!") else ""
            out.add(language, name.rstrip("!"), "role", role, strong)
    for language, cell in rows("blocks.tsv"):
        for name in names(cell):
            out.add("common" if language == "*" else language, name, "block", "")


def clusters(shared: Path, name: str) -> list[dict[str, object]]:
    values = json.loads((shared / "knowledge" / f"{name}.json").read_text(encoding="utf-8"))["values"]
    return list(values)


def entry_names(value: dict[str, object]) -> list[str]:
    meta = value.get("meta")
    synonyms = meta.get("synonyms", []) if isinstance(meta, dict) else []
    main = re.sub(r" - [GS]\d{4}$", "", str(value["value"]))
    return [main, *map(str, synonyms)]


def usable(name: str) -> bool:
    """A name that can be looked for in a text: no bare code, no sentence, nothing too short."""
    return (
        3 <= len(name) <= 40
        and not re.fullmatch(r"[GS]\d{4}|Group ?\d*|\d+|[a-z]{1,4}|Unit \d+", name)
        and not re.search(r"[\[\]{}|]|\bUnit\b|Operation |^Op |https?:", name)
        and bool(re.search(r"[A-Za-z]{2}|\d", name))
    )


def add_groups(out: Names, shared: Path, common: set[str]) -> None:
    """Groups under the most widely used name; names that several clusters' entries share stay candidates."""
    ours: dict[str, tuple[str, str, str]] = {}
    for cells in rows("groups.tsv"):
        for name in names(cells[1]):
            surface, flags, _ = flagged(name)
            if bare(surface):
                ours.setdefault(bare(surface), (cells[0], surface, flags))
            out.add("common", surface, "group", f"group:{cells[0]}", flags)
    slugs = {bare(cells[0]): cells[0] for cells in rows("groups.tsv")}
    taken = {surface for table in out.rows.values() for surface, kind in table if kind != "group"}
    holders: dict[str, set[str]] = defaultdict(set)
    surfaces: dict[str, set[str]] = defaultdict(set)
    for cluster in CLUSTERS:
        for value in clusters(shared, cluster):
            known = entry_names(value)
            main = next((slugs[bare(n)] for n in known if bare(n) in slugs), None)
            main = main or next((ours[bare(n)][0] for n in known if bare(n) in ours), None)
            main = main or next((next(iter(holders[bare(n)])) for n in known[:1] if len(holders[bare(n)]) == 1), None)
            main = main or (slug(known[0]) if cluster == "threat-actor" else None)
            main = main or next((next(iter(holders[bare(n)])) for n in known if len(holders[bare(n)]) == 1), slug(known[0]))
            for name in known:
                holders[bare(name)].add(main)
                surfaces[bare(name)].add(name)
    for key, mains in sorted(holders.items()):
        if key in ours:
            continue
        for name in sorted(surfaces[key]):
            if not usable(name) or name in taken or MALWARE_NAME.search(name) or name in NOT_GROUPS:
                continue
            flags = "*" if needs_evidence(name, common) else "~"
            if slug(name) in mains:
                out.add("common", name, "group", f"group:{slug(name)}", flags)
            elif len(mains) == 1:
                out.add("common", name, "group", f"group:{next(iter(mains))}", flags)
            else:
                out.add("common", name, "group", "", flags + "?" + ",".join(f"group:{m}" for m in sorted(mains)))


def needs_evidence(name: str, common: set[str]) -> bool:
    return name.lower() in common or name.islower() or (len(name) <= 4 and not re.search(r"\d", name))


def add_malware(out: Names, shared: Path, common: set[str]) -> None:
    taken = {surface.lower() for table in out.rows.values() for surface, kind in table if kind != "malware"}
    groups = {surface.lower() for surface, kind in out.rows["common"] if kind == "group"}
    for name in names((LISTS / "malware.txt").read_text(encoding="utf-8").replace("\n", ";")):
        surface, flags, _ = flagged(name)
        if surface.lower() not in taken:
            out.add("common", surface, "malware", f"malware:{slug(surface)}", flags)
    for cluster in ("mitre-malware", "mitre-tool", "ransomware"):
        for value in clusters(shared, cluster):
            known = [re.sub(r"\s*\(.*?\)|\s+[Rr]ansomware\b.*$", "", n).strip() for n in entry_names(value)]
            code = f"malware:{slug(known[0])}"
            for name in known:
                if (
                    not usable(name)
                    or name.lower() in NOT_MALWARE
                    or name.lower() in taken - groups
                    or name.lower() in groups
                    or name.islower()
                ):
                    continue
                if cluster != "mitre-malware" and name.lower() in common:
                    continue
                obscure = cluster == "ransomware" or (cluster == "mitre-tool" and " " not in name)
                out.add("common", name, "malware", code, "*" if obscure or needs_evidence(name, common) else "")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    shared = parser.parse_args().shared
    common = set((LISTS / "common-words.txt").read_text(encoding="utf-8").split("\n"))
    out = Names()
    add_states(out)
    add_lists(out)
    add_groups(out, shared, common)
    add_malware(out, shared, common)
    out.write(DATA)
    codes = ["\t".join(cells) for cells in rows("organ-codes.tsv")]
    (DATA / "organ-codes.tsv").write_text("\n".join(codes) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
