"""HTML: the main text and nothing around it, what the page declares, and offsets that lead back."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jaccuse import Document
from jaccuse.errors import SourceEmpty
from jaccuse.sources import load, load_one

LEAD = "Le ministère a mis en cause le <b>renseignement militaire</b> d&#39;un État voisin, dit&nbsp;: «&nbsp;hostile&nbsp;»"
MORE = (
    "Le porte-parole a ajouté que plusieurs administrations avaient été visées depuis le début de l&rsquo;année par ces actes."
)

PAGE = f"""<!DOCTYPE html>
<html lang="fr-FR"><head><meta charset="utf-8"><title>Un État accusé | Le Journal</title>
<meta property="og:site_name" content="Le Journal"><meta property="og:title" content="Un État accusé | Le Journal">
<meta property="article:published_time" content="2024-05-03T18:22:10+02:00">
<meta property="article:modified_time" content="2024-06-01T00:00:00Z">
<script>var text = "Un texte de script.";</script><style>p {{ color: red }}</style></head>
<body class="with-sidebar no-comments">
<div class="cookie-banner"><p>Nous utilisons des témoins pour mesurer notre audience. Acceptez-vous cela aujourd'hui ?</p></div>
<header><nav><ul><li><a href="/">Accueil</a></li><li><a href="/monde">Monde</a></li></ul></nav></header>
<main><article><header><h1>Un État accusé</h1><p class="byline">Par une journaliste, le 3 mai</p></header>
<p>{LEAD}</p>
<div class="share-buttons"><a href="#">Partager</a></div>
<h2>Une   réponse
attendue</h2>
<p>{MORE}<br>Une seconde ligne.</p>
<p hidden>Texte caché par attribut.</p><p style="display: none">Texte caché par style.</p>
<ul><li>Deux mille serveurs touchés</li><li>Trois ministères visés</li></ul>
<table><tr><th>Date</th><th>Cible</th></tr><tr><td>2023</td><td>Ministère</td></tr></table>
<aside><h3>Lire aussi</h3><a href="/x">Un autre État accusé d'avoir piraté une banque</a></aside>
</article>
<section class="comments">
<p>Anonyme : c'est un autre État qui est derrière tout cela, je vous le dis bien !</p></section></main>
<footer><p>Tous droits réservés au Journal et à ses partenaires, reproduction interdite.</p></footer></body></html>"""


def read(page: str) -> Document:
    """The document of a page."""
    return load_one(page.encode())


def test_the_main_text_is_read_and_nothing_around_it() -> None:
    """Headline, paragraphs, items and rows; no menus, shares, comments, scripts or hidden text."""
    assert read(PAGE).text.split("\n\n") == [
        "Un État accusé",
        "Le ministère a mis en cause le renseignement militaire d'un État voisin, dit\xa0: «\xa0hostile\xa0»",
        "Une réponse attendue",
        "Le porte-parole a ajouté que plusieurs administrations avaient été visées depuis le début de l’année par ces actes.\n"
        "Une seconde ligne.",
        "Deux mille serveurs touchés\nTrois ministères visés",
        "Date\tCible\n2023\tMinistère",
    ]


def test_what_the_page_declares() -> None:
    """Title without the site's name, the date of publication and not of the change, publisher, language if it is that."""
    found = read(PAGE)
    assert (found.title, found.published, found.publisher, found.language) == (
        "Un État accusé",
        "2024-05-03",
        "Le Journal",
        "fr",
    )


def test_every_offset_leads_back_to_its_character() -> None:
    """In the decoded page; an entity is where its ampersand is, folded white space where it begins."""
    found = read(PAGE)
    places = [found.map.origin(at) for at in range(len(found.text))]
    assert sum(place is None for place in places) < 20
    last = -1
    for character, place in zip(found.text, places, strict=True):
        if place is not None:
            assert PAGE[place] in (character, "&") or (character == " " and PAGE[place].isspace())
            assert place > last
            last = place


def test_a_language_that_the_text_is_not_in_is_not_believed() -> None:
    """Templates often say `en` whatever the page says; then the engine identifies it."""
    assert read(PAGE.replace('lang="fr-FR"', 'lang="en"')).language is None
    assert load_one(PAGE.encode(), language="de").language == "de"


def test_linked_data_is_read() -> None:
    """Headline, date and publisher of JSON-LD, in a graph or not; a broken block is passed over."""
    article = {"@type": ["NewsArticle"], "headline": "Un titre &amp; plus", "publisher": {"name": "La Revue"}}
    data = {"@graph": [{"@type": "Organization", "name": "X"}, {**article, "datePublished": "2024-02"}]}
    script = '<script type="application/ld+json">{}</script>'
    found = read(f"<html>{script.format('{broken')}{script.format(json.dumps(data))}<p>{MORE}</p>")
    assert (found.title, found.published, found.publisher) == ("Un titre & plus", "2024-02", "La Revue")
    assert found.text.startswith("Un titre & plus\n\nLe porte-parole")
    assert found.map.origin(0) is None


def test_a_text_only_declared_for_machines_is_read_with_a_note() -> None:
    """Where readers are shown much less."""
    body = "Le ministère a parlé longuement de cette affaire devant la presse. " * 20
    data = json.dumps({"@type": "NewsArticle", "headline": "Titre", "articleBody": body})
    found = read(f'<html><script type="application/ld+json">{data}</script><p>Pour lire la suite, abonnez-vous.</p>')
    assert "devant la presse" in found.text
    assert found.notes


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta name="date" content="2021-07">', "2021-07"),
        ('<meta name="date" content="soon">', None),
        ('<meta itemprop="datePublished" content="2021-07-19">', "2021-07-19"),
        ('<time datetime="2021-07-19T10:00" class="published">x</time>', "2021-07-19"),
        ('<time datetime="2021-07-19">x</time><time datetime="2021-07-20">y</time>', None),
        ('<link rel="canonical" href="https://news.example/2021/07/19/a">', "2021-07-19"),
        ("<p>Publié le 19 juillet 2021</p>", "2021-07-19"),
    ],
)
def test_dates_are_taken_where_they_are_plain(head: str, published: str | None) -> None:
    """Declared, in the address, or in a first line; two dates that nobody tells apart are none."""
    assert read(f"<html>{head}<p>{MORE}</p>").published == published


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("<html><meta charset=windows-1252><p>Été à l’œuvre</p>".encode("cp1252"), "Été à l’œuvre"),
        ('<?xml version="1.0" encoding="iso-8859-1"?><html><p>Été</p></html>'.encode("latin-1"), "Été"),
        ("<html><meta charset=koi8-r><p>Россия</p>".encode("koi8_r"), "Россия"),
        ("<html><meta charset=nonsense><p>Été</p>".encode("cp1252"), "Été"),
        ("<html><p>Été</p>".encode("utf-16"), "Été"),
    ],
)
def test_the_charset_is_found(data: bytes, words: str) -> None:
    """Declared in the page, wrongly declared, or marked."""
    assert load_one(data).text == words


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<html><p>One<p>Two", "One\n\nTwo"),
        ("<html><ul><li>One<li>Two</ul>", "One\nTwo"),
        ("<html><p>A <b>bold <i>and</b> odd</i> text", "A bold and odd text"),
        ("<html><p>3 < 4 and a<b but <3</p>", "3 < 4 and a"),
        ("<html><p>A</p></div></p></nonsense><p>B", "A\n\nB"),
        ("<html><p title='a > b'>A</p><p class=\"x>B", "A\n\nB"),
        ("<html><!-- > <p>no</p> --><p>A &lt;tag&gt; &unknown; &amp", "A <tag> &unknown; &"),
        ("<html><pre>a\n  b</pre>", "a\n  b"),
        ("<html><p>in\xadvisible&shy; hyphens</p>", "invisible hyphens"),
        ("<html><script>if (a < b) '</p>'</script><p>A", "A"),
        ("<html><template><p>no</p></template><svg><text>no</text></svg><p>A", "A"),
        ("<html><div>A <span>b</span><div>C</div>D</div>", "A b\n\nC\n\nD"),
    ],
)
def test_broken_and_odd_markup_is_read_as_browsers_do(page: str, text: str) -> None:
    """Unclosed, misnested, stray: no error, and no text lost that a browser would show."""
    assert read(page).text == text


def test_zero_width_right_to_left_and_decomposed_characters_stay() -> None:
    """Nothing is normalised but white space."""
    words = "e\u0301tat \u200bwide\u200d \u202bעברית\u202c نص"
    assert read(f"<html><p>{words}</p>").text == words


@pytest.mark.parametrize(
    "page", ["<html><script>render()</script>", "<!doctype html><title>Just a moment</title><body></body>"]
)
def test_a_page_without_text_is_an_error(page: str) -> None:
    """A page that only a browser could fill."""
    (error,) = load(page.encode())
    assert isinstance(error, SourceEmpty)


PIECES = (
    "<p> </p> <div> </div> <b> </b> <td> <table> </table> <li> </ul> <ul> <a_href='x'> </a> text_ & &amp; < > <!-- --> <br> "
    "<h1> é <nav> </nav> <script> </script> \" ' <article> </article> = \xad <pre> </pre> <tr> <svg> </svg> <title> </title> "
    "<meta_a=b>"
)


@settings(max_examples=200)
@given(st.lists(st.sampled_from([" ", "\n", *(piece.replace("_", " ") for piece in PIECES.split(" "))]), max_size=40))
def test_any_markup_gives_a_text_whose_offsets_are_true(pieces: list[str]) -> None:
    """Or a plain error; never another exception."""
    page = "<html>" + "".join(pieces)
    for found in load(page.encode()):
        if isinstance(found, Document):
            for at, character in enumerate(found.text):
                place = found.map.origin(at)
                if place is not None:
                    assert page[place] == character or page[place] == "&" or (character == " " and page[place].isspace())
        else:
            assert isinstance(found, SourceEmpty)
