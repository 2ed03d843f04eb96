"""Whole news articles of our own words: who accuses whom in them, and nothing else."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

import jaccuse
from jaccuse.claim import Attribution

ARTICLES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("articles.toml").read_text("utf-8"))["article"]


def edges(text: str, language: str) -> set[str]:
    """`CLAIMANT>ACCUSED act status` of each attribution, without what is usual."""
    reading = jaccuse.read(jaccuse.Document.from_text(text, language=language, published="2026-03-05"))
    found = set()
    for claim in reading.claims:
        if not isinstance(claim, Attribution):
            continue
        marks = [claim.act] * (claim.act != "attribute") + [claim.status] * (claim.status != "stated")
        for who in claim.claimants:
            for whom in [a.actor for a in claim.accused] or [""]:
                found.add(" ".join([f"{who.actor.split('/')[0]}>{whom.split('/')[0]}", *marks]))
    return found


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article["name"])
def test_an_article_gives_the_accusations_that_it_makes_and_no_other(article: dict[str, Any]) -> None:
    assert edges(article["text"], article["language"]) == set(article["edges"])


@pytest.mark.parametrize(
    "text",
    [
        "The FBI did not find evidence that Russia carried out the cyberattack.",
        "The FBI does not have enough information to conclude that North Korea is responsible for the cyberattack.",
        "There is no evidence that Russia carried out the cyberattack.",
        "The ministry did not say that Russia hacked the party.",
        "The FBI has not said whether Russia hacked the party.",
        "It would be absurd to accuse the Chinese military of launching cyberattacks, the ministry said.",
        "Le ministère n'a pas dit que la Russie avait piraté le parti.",
        "Rien ne prouve que la Russie a mené la cyberattaque.",
    ],
)
def test_what_is_not_said_or_not_known_accuses_nobody(text: str) -> None:
    found = edges(text, "fr" if text.startswith(("Le ", "Rien")) else "en")
    assert all(edge.endswith("declined") for edge in found)


def test_we_outside_a_quotation_is_whoever_wrote_the_text() -> None:
    text = (
        "In March our team was called to a provider in Kazakhstan. We assess with moderate confidence that this hacking "
        "activity was conducted by a Chinese state-sponsored actor."
    )
    assert edges(text, "en") == {"publication>CN"}
    assert edges('"We attribute this cyberattack to Russia," said Estonia\'s foreign minister.', "en") == {"EE>RU"}
    assert edges("The US, the EU and the UK have blamed Russia for the hack.", "en") == {"US>RU", "EU>RU", "GB>RU"}


def test_who_accuses_is_not_accused_where_the_object_is_hidden_behind_a_day() -> None:
    text = "Les États-Unis ont accusé lundi Pékin d'avoir mené une vaste campagne de cyberespionnage."
    assert edges(text, "fr") == {"US>CN"}
