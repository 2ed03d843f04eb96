"""Operations as they come out of the reader: which claims share one, where it is told of, and what the text tells of it."""

from __future__ import annotations

from typing import NamedTuple

import pytest

import jaccuse
from jaccuse.claim import Attribution, Operation, Reading


def read(text: str, language: str = "en", published: str | None = "2021-07-20") -> Reading:
    """The reading of a text."""
    return jaccuse.read(jaccuse.Document.from_text(text, language=language, published=published))


def of(reading: Reading, accused: str) -> Operation:
    """The operation of which somebody is accused."""
    claims = [c for c in reading.claims if isinstance(c, Attribution)]
    ids = [c.operation for c in claims if any(a.actor.startswith(accused) for a in c.accused)]
    assert ids, f"nobody accuses {accused}"
    return next(o for o in reading.operations if o.id == ids[0])


class Story(NamedTuple):
    """A text, and how many operations it tells of."""

    language: str
    text: str
    operations: int


ONE = {
    "headline and body": Story(
        "en",
        "US blames China for hack of Fabricam mail servers\n\nThe United States accused China of hacking the mail"
        " servers of Fabricam."
        " Canada joined in blaming Beijing for the cyberattack.",
        1,
    ),
    "titre et texte": Story(
        "fr",
        "Les États-Unis accusent la Chine d'avoir piraté Fabricam\n\nLes États-Unis ont accusé la Chine d'avoir"
        " piraté les serveurs"
        " de Fabricam. Le Canada attribue lui aussi cette cyberattaque à Pékin.",
        1,
    ),
}
APART = {
    "gangs in another country": Story(
        "en",
        "The United States accused China of hacking the mail servers of Fabricam.\n\nWashington is also trying to"
        " curb attacks on"
        " pipelines by ransomware gangs located in Russia.",
        2,
    ),
    "the same accuser and another deed": Story(
        "en",
        "Norway blamed Russia for breaching the email accounts of deputies.\n\nIn 2020, Norway accused China of hacking the"
        " parliament of Oslo.",
        2,
    ),
    "two accusers, two deeds": Story(
        "en",
        "Ukraine accused Russia's GRU of a wiper attack on its railways. Poland blamed Belarus for a phishing"
        " campaign against its"
        " soldiers.",
        2,
    ),
    "deeds of different years": Story(
        "en",
        "North Korean hackers stole $30 million from the exchange Acme in May. The Lazarus Group was also behind the"
        " 2016 heist of"
        " Bank Fabricam, the FBI said.",
        2,
    ),
    "gangs ailleurs": Story(
        "fr",
        "Les États-Unis accusent la Chine d'avoir piraté les serveurs de Fabricam.\n\nWashington cherche aussi à contenir les"
        " attaques menées contre des hôpitaux par des gangs de rançongiciel installés en Russie.",
        2,
    ),
    "une autre affaire": Story(
        "fr",
        "La France a attribué au GRU russe la cyberattaque contre TV Fabricam. Dans une autre affaire, l'Allemagne"
        " accuse l'Iran"
        " d'avoir piraté une université de Berlin.",
        2,
    ),
}


@pytest.mark.parametrize("name", [*ONE, *APART])
def test_claims_of_one_story_share_an_operation_and_others_do_not(name: str) -> None:
    """Two operations in one document stay apart, and a headline is about what its text is about."""
    story = (ONE | APART)[name]
    assert len(read(story.text, story.language).operations) == story.operations


def test_what_is_told_of_one_operation_is_not_told_of_the_other() -> None:
    """Activities and figures belong to the operation that their sentences are about."""
    found = read("Ukraine accused Russia of a wiper attack on its railways. The attack hit 2,000 computers.\n\nPoland"
    " blamed Belarus"
                 " for a phishing campaign against its soldiers. The campaign hit 90 accounts.")  # fmt: skip
    russian, belarusian = of(found, "RU"), of(found, "BY")
    assert (russian.activities, [f.value for f in russian.scale]) == (("wiper",), [2000])
    assert (belarusian.activities, [f.value for f in belarusian.scale]) == (("phishing",), [90])


def test_advice_tells_nothing_of_the_operation() -> None:
    """What readers are told to do is not what the attackers did."""
    (operation,) = read(
        "La France attribue à l'Iran le piratage des serveurs de Fabricam. Les pirates ont volé les données de 40"
        " entreprises.\n\n"
        "Recommandations :\nSensibiliser au phishing.\nMettre à jour les serveurs Exchange.",
        "fr",
    ).operations
    assert operation.activities == ("data-theft",)
    assert operation.products == ()
    assert [(f.value, f.unit) for f in operation.scale] == [(40, "entreprises")]


def test_a_claim_in_passing_tells_only_of_its_own_line() -> None:
    """A list of news with one attribution is not about that operation as a whole."""
    filler = "  Acme a corrigé une faille de son navigateur, et le phishing augmente dans tout le secteur.\n" * 9
    (operation,) = read(
        "Revue de la semaine\n\nLes menaces restent nombreuses.\n\n" + filler
        + "  Le groupe Sandworm a lancé un wiper contre une banque de Kiev.\n" + filler, "fr").operations  # fmt: skip
    assert operation.activities == ("wiper",)


@pytest.mark.parametrize(("language", "text", "start", "end"), [
    ("en", "Canada blamed Russia for a hacking campaign against banks that ran from March 2019 to June 2021.",
     "2019-03", "2021-06"),
    ("en", "Canada blamed Russia for the 2020 hack of Fabricam.", "2020", None),
    ("en", "Canada blamed Russia for the hack of Fabricam. The intrusion began in the first weeks of 2021.", "2021", None),
    ("en", "Canada blamed Russia for the hack of Fabricam. The bank has used the software since 2012.", None, None),
    ("en", "Canada blamed Russia for the hack of Fabricam on Monday.", None, None),
    ("fr", "La France a attribué à la Russie la cyberattaque contre TV Fabricam, commencée en mars 2015.", "2015-03", None),
    ("fr", "Le Canada attribue à la Russie une campagne de piratage menée entre mars 2019 et juin 2021.", "2019-03", "2021-06"),
])  # fmt: skip
def test_when_an_operation_began_and_ended(language: str, text: str, start: str | None, end: str | None) -> None:
    """Only dates that the text ties to the deed."""
    (operation,) = read(text, language).operations
    assert (operation.start, operation.end) == (start, end)


def test_states_hit_have_their_code_and_those_accused_are_no_victims() -> None:
    """A state's name or demonym among the victims gives its code beside the words."""
    (operation,) = read("Russia hacked Ukrainian power plants and Poland, Microsoft said.").operations
    assert {"UA", "PL"} <= set(operation.victims)
    assert "RU" not in operation.victims
    assert not {"Russia", "Microsoft", "Poland"} & set(operation.victims)


def test_a_product_is_no_victim() -> None:
    """A hack of Microsoft Exchange hit a product."""
    (operation,) = read("Canada blamed China for the hack of Microsoft Exchange.").operations
    assert operation.products == ("Microsoft Exchange",)
    assert operation.victims == ()


@pytest.mark.parametrize(("language", "text", "name"), [
    ("en", "Canada blamed China for the Microsoft Exchange hack.", "Microsoft Exchange hack"),
    ("en", "Canada blamed China for the SolarWinds hack.", "SolarWinds hack"),
    ("en", "Canada blamed Iran for a hacking campaign dubbed Glass Moth.", "Glass Moth"),
    ("fr", "Le Canada attribue à l'Iran la campagne de piratage « Glass Moth ».", "Glass Moth"),
    ("en", "Canada blamed Iran for the hack.", None),
    ("fr", "La campagne Sandworm a frappé Kiev, et le groupe Sandworm a piraté une banque de Kiev.", None),
])  # fmt: skip
def test_the_name_is_the_document_s(language: str, text: str, name: str | None) -> None:
    """As the text gives it, or none."""
    (operation,) = read(text, language).operations
    assert operation.name == name


@pytest.mark.parametrize(("language", "text", "date"), [
    ("en", "The White House on Monday accused China of hacking Fabricam's servers in March.", "2021-07-19"),
    ("en", "On Monday the European Union and Canada joined Washington in blaming Beijing for a cyberattack on"
     " Fabricam.", "2021-07-19"),
    ("en", "Russia was behind the cyberattack on Fabricam, the White House said on Monday.", "2021-07-19"),
    ("en", "In a statement published on 12 May 2021, Canada blamed Russia for the hack of Fabricam.", "2021-05-12"),
    ("en", "Canada said on Thursday that it held Russia responsible for the 2020 hack of Fabricam.", "2021-07-15"),
    ("en", "Russian hackers broke into the network of Fabricam in March.", None),
    ("fr", "Les États-Unis ont accusé lundi la Chine d'avoir piraté Fabricam en mars.", "2021-07-19"),
    ("fr", "Lundi, le Canada a attribué à la Russie le piratage de Fabricam.", "2021-07-19"),
    ("fr", "Des pirates russes se sont introduits en mars dans le réseau de Fabricam.", None),
])  # fmt: skip
def test_the_date_of_a_claim_is_that_of_the_claim(language: str, text: str, date: str | None) -> None:
    """Not the date of the deed."""
    claims = [c for c in read(text, language).claims if isinstance(c, Attribution)]
    assert claims
    assert {c.date.value if c.date else None for c in claims} == {date}


@pytest.mark.parametrize(("language", "text"), [
    ("en", "The White House blamed China for the hack of Fabricam servers. Britain's National Cyber Security Centre"
     " (NCSC) said the"
           " attack was highly likely intended to enable espionage."),
    ("en", "The White House blamed China for the hack of Fabricam servers. The attack was very likely meant for espionage, said"
           " Britain's National Cyber Security Centre (NCSC)."),
    ("fr", "La Maison Blanche accuse la Chine d'avoir piraté les serveurs de Fabricam. « L'attaque était très"
     " probablement destinée à"
           " permettre un espionnage », a déclaré le Centre national de cybersécurité britannique (NCSC)."),
    ("fr", "La Maison Blanche accuse la Chine d'avoir piraté les serveurs de Fabricam. Selon le Centre national de"
     " cybersécurité"
           " britannique (NCSC), la cyberattaque visait très probablement à permettre un espionnage."),
])  # fmt: skip
def test_what_a_named_speaker_finds_likely_of_the_purpose_is_a_claim(language: str, text: str) -> None:
    """It accuses nobody, and is about the operation that others attribute."""
    found = read(text, language)
    (claim,) = [c for c in found.claims if isinstance(c, Attribution) and c.certainty is not None]
    assert [a.actor for a in claim.claimants] == ["GB/ncsc"]
    assert claim.accused == ()
    assert claim.certainty is not None
    assert (claim.certainty.level, claim.certainty.scope) == ("very-likely", "purpose")
    assert {c.operation for c in found.claims} == {found.operations[0].id}


def test_a_purpose_without_an_attribution_is_no_claim() -> None:
    """Nobody is accused anywhere."""
    assert not read("Britain's National Cyber Security Centre said the cyberattack was very likely meant for espionage.").claims


def test_a_month_is_no_hedge() -> None:
    """The month in "in May" is not the verb."""
    (claim,) = [c for c in read("Russian hackers stole data from Fabricam in May.").claims if isinstance(c, Attribution)]
    assert (claim.status, claim.certainty) == ("stated", None)
