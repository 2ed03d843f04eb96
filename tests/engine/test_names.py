"""The finder of names, on sentences of our own."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jaccuse.engine.names import find_mentions, finder_warmup, is_state, principal

Found = list[tuple[str, str | None]]


def found(text: str, language: str = "en") -> Found:
    """What the finder finds: words and codes."""
    return [(m.text, m.actor) for m in find_mentions(text, language)]


STATES = [
    ("en", "China and the United Kingdom spoke to Iran.", [("China", "CN"), ("United Kingdom", "GB"), ("Iran", "IR")]),
    ("en", "The U.S. and the UK met the DPRK.", [("U.S.", "US"), ("UK", "GB"), ("DPRK", "KP")]),
    ("en", "North Korean coders hid in South Korea.", [("North Korean", "KP"), ("South Korea", "KR")]),
    ("en", "RUSSIA BLAMED FOR OUTAGE", [("RUSSIA", "RU")]),
    (
        "fr",
        "L’Iran accuse les États-Unis et d'Israël on ne dit rien.",
        [("Iran", "IR"), ("États-Unis", "US"), ("Israël", "IL")],
    ),
    ("fr", "Des pirates nord-coréens et une firme chinoise.", [("nord-coréens", "KP"), ("chinoise", "CN")]),
    ("de", "Russland und die USA schweigen.", [("Russland", "RU"), ("USA", "US")]),
    ("es", "España y los hackers rusos.", [("España", "ES"), ("rusos", "RU")]),
    ("pl", "Hakerzy z Rosji i chińskie grupy.", [("Rosji", "RU"), ("chińskie", "CN")]),
    ("uk", "Росія та китайські хакери.", [("Росія", "RU"), ("китайські", "CN")]),
    ("ru", "Китай и российские хакеры.", [("Китай", "CN"), ("российские", "RU")]),
    ("it", "La Cina e gli hacker nordcoreani.", [("Cina", "CN"), ("nordcoreani", "KP")]),
    ("pt", "A Rússia e os hackers chineses.", [("Rússia", "RU"), ("chineses", "CN")]),
]


@pytest.mark.parametrize(("language", "text", "wanted"), STATES)
def test_states_and_their_people_are_found_in_nine_languages(language: str, text: str, wanted: Found) -> None:
    """Names and adjectives of states give the state's code."""
    assert found(text, language) == wanted


COMPOSED = [
    ("en", "The Chinese foreign ministry replied.", "Chinese foreign ministry", "CN/mfa"),
    ("en", "China's Ministry of State Security ran it.", "China's Ministry of State Security", "CN/mss"),
    ("en", "The Ministry of State Security of China ran it.", "Ministry of State Security of China", "CN/mss"),
    ("en", "Russian military intelligence is meant.", "Russian military intelligence", "RU/gru"),
    ("en", "Russian intelligence is meant.", "Russian intelligence", "RU/intelligence"),
    ("en", "Russian security services are meant.", "Russian security services", "RU/security-services"),
    ("en", "The Russian military is meant.", "Russian military", "RU/military"),
    ("en", "The Russian government is meant.", "Russian government", "RU"),
    ("en", "US officials are meant.", "US officials", "US/officials"),
    ("en", "The UK's National Cyber Security Centre (NCSC) spoke.", "UK's National Cyber Security Centre (NCSC)", "GB/ncsc"),
    ("en", "New Zealand's NCSC spoke.", "New Zealand's NCSC", "NZ/ncsc"),
    ("en", "The Department of Justice charged nobody.", "Department of Justice", "US/doj"),
    ("en", "The Chinese Communist Party rules.", "Chinese Communist Party", "CN/ccp"),
    ("fr", "Le ministère chinois des Affaires étrangères se tait.", "ministère chinois des Affaires étrangères", "CN/mfa"),
    ("fr", "Le ministère russe de la Défense se tait.", "ministère russe de la Défense", "RU/defence"),
    ("fr", "Le ministère chinois de la Sécurité d’État (MSS) agit.", "ministère chinois de la Sécurité d’État (MSS)", "CN/mss"),
    ("fr", "Les services de renseignement russes agissent.", "services de renseignement russes", "RU/intelligence"),
    ("fr", "Le renseignement russe agit.", "renseignement russe", "RU/intelligence"),
    ("fr", "Le gouvernement chinois agit.", "gouvernement chinois", "CN"),
    ("fr", "Le régime nord-coréen agit.", "régime nord-coréen", "KP"),
    ("fr", "Le GRU russe agit.", "GRU russe", "RU/gru"),
    ("fr", "Le Centre national de cybersécurité (NCSC) du Royaume-Uni parle.",
     "Centre national de cybersécurité (NCSC) du Royaume-Uni", "GB/ncsc"),
    ("de", "Das chinesische Außenministerium schweigt.", "chinesische Außenministerium", "CN/mfa"),
    ("de", "Der russische Militärgeheimdienst schweigt.", "russische Militärgeheimdienst", "RU/gru"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "words", "actor"), COMPOSED)
def test_a_state_and_its_organ_are_one_mention(language: str, text: str, words: str, actor: str) -> None:
    """The mention covers state and organ and stands under the state."""
    assert (words, actor) in found(text, language)
    assert len(found(text, language)) == 1


PERSONS = [
    ("en", "US Secretary of State Antony Blinken spoke.", "US Secretary of State Antony Blinken", "US/antony-blinken"),
    ("en", "White House spokeswoman Ann Miller spoke.", "White House spokeswoman Ann Miller", "US/ann-miller"),
    ("en", "Chinese Foreign Ministry spokesman Wen Dao spoke.", "Chinese Foreign Ministry spokesman Wen Dao", "CN/wen-dao"),
    ("en", "Microsoft President Brad Smith spoke.", None, "org:microsoft/brad-smith"),
    ("en", "Jane Doe, senior analyst at Mandiant, spoke.", "Jane Doe, senior analyst at Mandiant", "org:mandiant/jane-doe"),
    ("en", "A spokesman for the Chinese embassy in Washington, Wu Wen, spoke.", None, "CN/wu-wen"),
    ("fr", "Le secrétaire d'État américain Antony Blinken parle.", "secrétaire d'État américain Antony Blinken",
     "US/antony-blinken"),
    ("fr", "Anne Bée, directrice du FBI, parle.", "Anne Bée, directrice du FBI", "US/anne-bee"),
    ("fr", "Selon Jean Rue, chercheur chez Kaspersky, rien.", "Jean Rue, chercheur chez Kaspersky", "org:kaspersky/jean-rue"),
    ("de", "Bundesaußenministerin Annalena Baerbock sagt.", "Bundesaußenministerin Annalena Baerbock", "DE/annalena-baerbock"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "words", "actor"), PERSONS)
def test_holders_of_offices_stand_under_their_body(language: str, text: str, words: str | None, actor: str) -> None:
    """Office, body and name are one mention of a person."""
    people = [m for m in find_mentions(text, language) if m.kind == "person"]
    assert [m.actor for m in people] == [actor]
    assert words is None or people[0].text == words


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Montenegro's National Security Agency blamed the cyberattack on a gang.", ["ME/national-security-agency"]),
        ("Moldova's Information and Security Service spoke.", ["MD/information-and-security-service"]),
        ("The Belgian Centre for Cybersecurity spoke.", ["BE/centre-for-cybersecurity"]),
        ("Lithuania's National Cyber Security Centre spoke.", ["LT/national-cyber-security-centre"]),
        ("Chinese Hackers Breach Treasury Department", ["CN", "US/treasury"]),
        ("China's State Department hack angered Congress.", ["CN", "US/state-department", "US/congress"]),
        ("Ukraine's Energy Service Provider was hacked.", ["UA"]),
    ],
)
def test_an_organ_that_no_list_holds_is_its_state_s(text: str, actors: list[str]) -> None:
    """A name of the kind that organs have, right behind a state, is that state's, not that of another one's namesake."""
    assert [m.actor for m in find_mentions(text, "en")] == actors


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "A former CIA employee was convicted of the hack."),
        ("en", "Former NSA hackers worked abroad."),
        ("en", "A former engineer at Google stole the code in a hack."),
        ("fr", "Un ancien employé de la CIA a été condamné pour piratage."),
    ],
)
def test_former_staff_are_not_the_body(language: str, text: str) -> None:
    """What somebody did who has left it is not what the body did."""
    assert found(text, language) == []


def test_a_nationality_is_no_office() -> None:
    """A researcher's country does not speak through the researcher."""
    assert found("The Nepalese security researcher Ann Bee spoke.") == [("Nepalese", "NP")]


def test_a_person_is_known_again_by_the_surname() -> None:
    """The second mention needs no office."""
    text = "Jane Quill, director of CISA, spoke first. Later Quill spoke again."
    assert found(text)[-1] == ("Quill", "US/jane-quill")


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Fancy Bear, the hackers", "group:apt28"),
        ("the group Forest Blizzard", "group:apt28"),
        ("the Lazarus Group stole coins", "group:lazarus-group"),
        ("hackers of Cozy Bear", "group:apt29"),
        ("Mint Sandstorm", "group:charming-kitten"),
        ("Secret Blizzard", "group:turla"),
        ("the Play ransomware gang", "group:play"),
        ("UNC9876 hackers", "group:unc9876"),
        ("the REF1234 cyber activity", "group:ref1234"),
    ],
)
def test_groups_stand_under_the_most_widely_used_name(text: str, actor: str) -> None:
    """Aliases are resolved; designations that no list holds are kept as they are."""
    assert actor in [m.actor for m in find_mentions(text, "en") if m.kind == "group"]


@pytest.mark.parametrize(
    ("language", "text", "codes"),
    [
        (
            "en",
            "Void Manticore, also known as Homeland Justice, hacked a port. Homeland Justice spoke.",
            {"group:void-manticore"},
        ),
        ("en", "The hackers of TA453 (Charming Kitten) wrote mails.", {"group:charming-kitten"}),
        (
            "en",
            "The hackers of APT35, an Iranian group also tracked by Fabricam as TA453 and Charming Kitten.",
            {"group:apt35"},
        ),
        ("fr", "RedGolf, aussi connu sous le nom d'APT41, a piraté un port.", {"group:redgolf"}),
        ("en", "The hackers of RedGolf, which overlaps with APT41.", {"group:redgolf", "group:apt41"}),
        (
            "en",
            "The hackers of Handala, Homeland Justice and Karma Below.",
            {"group:handala", "group:homeland-justice", "group:karma-below"},
        ),
        ("en", "Kimsuky, a part of Lazarus also known as APT43, hacked a port.", {"group:kimsuky", "group:lazarus-group"}),
        ("en", "Hackers of a Lazarus subgroup known as APT38 stole coins.", {"group:lazarus-group", "group:apt38"}),
        ("en", "APT28, a group of hackers from the GRU also known as Handala.", {"group:apt28"}),
        ("en", "MedusaLocker is no Medusa ransomware gang.", {"group:medusalocker", "group:medusa"}),
    ],
)
def test_names_mean_one_group_where_the_text_says_so(language: str, text: str, codes: set[str]) -> None:
    """Names that sources do not agree on stay apart, but in a document that joins them."""
    assert {m.actor for m in find_mentions(text, language) if m.kind == "group"} == codes


def test_a_group_never_brings_its_country() -> None:
    """That a group belongs to a state is for the text to say."""
    assert all(m.state is None for m in find_mentions("APT28, Lazarus Group and Volt Typhoon are hackers.", "en"))


NOTHING = [
    ("en", "The children play with a royal snake in a hive."),
    ("en", "The Play was staged by the Royal Company, and the Snake river froze."),
    ("en", "Jordan Smith met Chad Brown and Georgia Hall."),
    ("en", "Georgia voters went to the polls in Atlanta."),
    ("en", "It told us that it works; give it to us."),
    ("en", "A Russian-speaking gang wrote in Chinese."),
    ("en", "He lives in Moscow, near Paris, and is Beijing-based."),
    ("en", "Roast turkey for all."),
    ("en", "Anonymous sources spoke of hackers in New Mexico."),
    ("en", "See https://www.reuters.com/china/russia and mail ann@microsoft.com."),
    ("en", "BEIJING (Agency) - Rain fell."),
    ("fr", "Ils se sont réunis à Pékin."),
    ("fr", "Le texte est écrit en russe."),
    ("fr", "Une poupée, des montagnes russes."),
]


@pytest.mark.parametrize(("language", "text"), NOTHING)
def test_what_is_somebody_or_something_else_is_not_found(language: str, text: str) -> None:
    """Places, first names, languages, common words, addresses."""
    assert [m for m in find_mentions(text, language) if m.actor] == []


HOLDING = [
    ("en", "Bank of China opened.", "China"),
    ("en", "The Washington Post reported.", "Washington"),
    ("en", "Radio Free Europe reported.", "Europe"),
    ("en", "The South China Morning Post reported.", "China"),
    ("en", "Microsoft Exchange servers fell.", "Microsoft"),
]


@pytest.mark.parametrize(("language", "text", "inner"), HOLDING)
def test_a_name_inside_another_name_is_not_found(language: str, text: str, inner: str) -> None:
    """A bank's, a newspaper's or a product's name is not the state or firm in it."""
    assert inner not in [m.text for m in find_mentions(text, language)]


def test_sympathy_is_no_state() -> None:
    """ "Pro-Russian" alone gives no actor."""
    (mention,) = find_mentions("pro-Russian crowds", "en")
    assert (mention.kind, mention.actor, mention.state) == ("sympathy", None, "RU")


def test_a_capital_keeps_its_kind() -> None:
    """The engine decides by syntax whether a capital speaks."""
    assert [(m.kind, m.actor) for m in find_mentions("Beijing denied it.", "en")] == [("capital", "CN")]
    assert [(m.kind, m.actor) for m in find_mentions("L'attaque est attribuée à Pékin.", "fr")] == [("capital", "CN")]


def test_a_ministry_takes_its_state_from_the_document() -> None:
    """A ministry of justice is that of the state whose organs the document is about, not that of the accused."""
    text = (
        "La Maison Blanche a accusé la Chine. Washington suit des pirates chinois. "
        "Le ministère de la Justice a inculpé quatre ressortissants chinois, et la Maison Blanche s'en félicite."
    )
    ministries = [m for m in find_mentions(text, "fr") if m.role == "doj"]
    assert [m.actor for m in ministries] == ["US/doj"]


def test_an_open_acronym_gives_its_candidates() -> None:
    """Where nothing tells which NCSC is meant, none is chosen."""
    (mention,) = find_mentions("The NCSC spoke.", "en")
    assert mention.actor is None
    assert {"GB", "NZ"} <= set(mention.candidates)


def test_state_outlets_stand_under_their_state() -> None:
    """Xinhua is an organ of China, Reuters an organisation."""
    assert found("Xinhua and Reuters wrote.") == [("Xinhua", "CN/xinhua"), ("Reuters", "org:reuters")]


def test_shared_organs_are_given_to_each_state() -> None:
    """ "Spanish and Ukrainian authorities" are those of both."""
    assert [a for _, a in found("Spanish and Ukrainian authorities spoke.")] == ["ES/authorities", "UA/authorities"]
    assert [a for _, a in found("Les autorités espagnoles et ukrainiennes.", "fr")] == ["ES/authorities", "UA/authorities"]


def test_decomposed_accents_and_invisible_characters_keep_offsets_true() -> None:
    """Matching is on a folded text, offsets are of the original."""
    text = unicodedata.normalize("NFD", "Selon l’Élysée, les États-Unis et la Co\u00adrée du Nord.")
    mentions = find_mentions(text, "fr")
    assert [m.actor for m in mentions] == ["FR/elysee", "US", "KP"]
    assert all(text[m.start : m.end] == m.text for m in mentions)
    assert mentions[-1].text == "Co\u00adre\u0301e du Nord"


def test_principals() -> None:
    """A code's principal, and which principals are states."""
    finder_warmup()
    assert principal("US/doj") == "US"
    assert principal("org:crowdstrike/ann-bee") == "org:crowdstrike"
    assert is_state("AU")
    assert not is_state("EU")
    assert not is_state("org:microsoft")


PIECES = st.sampled_from(
    ["China", "’s", " foreign ministry", "Royaume-Uni", " ", "\n",
     "(NCSC)", "l’", "É", "e\u0301", "\u200b", "US", " President ",
     "Ann Bee", ", directeur du ", "FBI", "pro-", "russe", "APT28", "😀", "İ", "ß", "-", "."]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=25).map("".join)),
    st.sampled_from(["en", "fr", "de", "uk", "xx"]),
)
def test_spans_are_true_of_any_text(text: str, language: str) -> None:
    """Mentions are in the text, in order, and do not overlap."""
    last = 0
    for mention in find_mentions(text, language):
        assert last <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        last = mention.end


def test_a_group_that_no_list_holds_is_known_by_its_introduction() -> None:
    """ "A threat actor dubbed X" makes X a group, here and wherever it stands again."""
    text = "A hacking group called Velvet Gopher stole mail. Velvet Gopher has done so before."
    assert found(text) == [("Velvet Gopher", "group:velvet-gopher")] * 2
    french = "Le groupe de pirates « Marmotte Grise » a volé du courrier."
    assert found(french, "fr") == [("Marmotte Grise", "group:marmotte-grise")]
    assert found("The music group called Velvet Gopher sang in a hall.") == []


def test_malware_of_a_group_and_the_group_are_told_apart() -> None:
    """ "BlackCat ransomware" is the malware, "the BlackCat ransomware gang" the people."""
    assert [m.kind for m in find_mentions("BlackCat ransomware was found.", "en")] == ["malware"]
    assert [m.kind for m in find_mentions("The BlackCat ransomware gang did it.", "en")] == ["group"]


def test_a_group_s_name_behind_the_word_for_a_company_is_a_firm() -> None:
    """The nationality of a firm accuses no state; behind "group" the same name stays a group's."""
    firm = "Hackers at the Iranian company Emennet Pasargad stole the files."
    group = "Hackers of the Iranian group Emennet Pasargad stole the files."
    assert [(m.kind, m.actor) for m in find_mentions(firm, "en") if m.text == "Emennet Pasargad"] == [
        ("firm", "org:emennet-pasargad")
    ]
    assert [m.kind for m in find_mentions(group, "en") if m.text == "Emennet Pasargad"] == ["group"]
