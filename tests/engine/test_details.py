"""Activities, products, vulnerabilities, names and victims: what the words say, and that nothing hostile slows them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jaccuse.engine.details import (
    activities_of,
    find_activities,
    find_cves,
    find_named_malware,
    find_operation_names,
    find_products,
    find_victims,
    telling_parts,
)

ALL = (find_activities, find_products, find_named_malware, find_operation_names, find_victims, telling_parts)


def test_access_only_stands_only_where_nothing_else_does() -> None:
    text = "They hacked the port. They stole its data."
    assert [a.code for a in activities_of([(0, 21)], text, "en")] == ["access-only"]
    assert [a.code for a in activities_of([(0, len(text))], text, "en")] == ["data-theft"]


def test_each_activity_is_given_once_at_its_first_place() -> None:
    text = "Ransomware hit a port. Then ransomware hit a bank."
    (found,) = activities_of([(0, len(text))], text, "en")
    assert (found.code, found.start, found.end) == ("ransomware", 0, 10)


def test_a_contrast_is_no_activity() -> None:
    assert not find_activities("Contrairement à un rançongiciel, il ne chiffre rien.", "fr")
    assert not find_activities("Unlike ransomware, it asks for nothing.", "en")


def test_cve_numbers_come_in_the_usual_form() -> None:
    text = "cve-2021-26855, CVE‑2023‑34362 and CVE-99-1; see XCVE-2020-1234."
    assert [c.name for c in find_cves(text)] == ["CVE-2021-26855", "CVE-2023-34362"]


def test_products_are_named_as_the_text_words_them_and_known_by_their_usual_name() -> None:
    found = find_products("They used a flaw in MOVEit Transfer and NetScaler.", "en")
    assert [(p.name, p.usual) for p in found] == [("MOVEit Transfer", "MOVEit"), ("NetScaler", "Citrix NetScaler")]


def test_a_device_goes_without_its_system() -> None:
    found = find_products("They hacked iPhones through flaws in iOS.", "en")
    assert [p.name for p in found] == ["iOS"]


def test_a_maker_gives_way_to_its_product() -> None:
    assert [p.name for p in find_products("Cisco fixed it; Cisco ASA was hit.", "en")] == ["Cisco ASA"]


def test_members_of_a_list_of_services_are_hit_together() -> None:
    assert [p.name for p in find_products("Users of WhatsApp and Signal were lured.", "en")] == ["WhatsApp", "Signal"]


def test_advice_tells_nothing_of_the_operation() -> None:
    advice = "Recommandations :\n   Installer le correctif Windows.\n"
    text = f"Un groupe a frappé un port.\n{advice}Attribution :\n   Le groupe est connu."
    told = " ".join(text[a:b] for a, b in telling_parts(text, "fr"))
    assert "Windows" not in told and "connu" in told


def test_a_list_of_victims_is_cut_into_its_members() -> None:
    text = "The campaign targeted ports, shipping firms and the customs office in May."
    assert [v.name for v in find_victims(text, "en")] == ["ports", "shipping firms", "customs office"]


@given(st.text(max_size=200), st.sampled_from(["en", "fr"]))
@settings(deadline=None)
def test_no_text_breaks_them_and_spans_lie_in_the_text(text: str, language: str) -> None:
    for find in ALL:
        for found in find(text, language):
            assert 0 <= found.start < found.end <= len(text)
    for name in (*find_victims(text, language), *find_named_malware(text, language), *find_operation_names(text, language)):
        assert text[name.start : name.end] == name.name


PIECES = ["stole ", "hack of the ", "Aa ", "against a, ", "exploited a ", "vol de ", "malware called ", "the A hack ", "x\n"]


@pytest.mark.parametrize("piece", [*PIECES, "Windows Update ", "routers Cisco ", "npm Go ", "Ab routers "])
@pytest.mark.parametrize("find", ALL)
def test_hostile_repetition_takes_linear_time(find: object, piece: str) -> None:
    text = piece * (60_000 // len(piece))
    began = time.perf_counter()
    for language in ("en", "fr"):
        find(text, language)  # type: ignore[operator]
    assert time.perf_counter() - began < 15
