"""Languages are told apart offline, in headlines too."""

from __future__ import annotations

import socket
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jaccuse.engine.language import UNKNOWN, identify


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Allies blame a neighbour for the hack"),
        ("en", "Russia denies"),
        ("fr", "Washington accuse Pékin"),
        ("fr", "La Chine dément"),
        ("fr", "LE KREMLIN DÉMENT TOUTE IMPLICATION"),
        ("fr", "Paris attribue à la Russie une cyberattaque"),
        ("de", "Bundesregierung wirft Nachbarn Angriff auf Netze vor"),
        ("es", "El gobierno acusa a un país vecino del ataque"),
        ("pl", "Rząd oskarża obce służby o włamanie"),
        ("ru", "Министерство отвергло обвинения"),
        ("ja", "政府は関与を否定した"),
    ],
)
def test_headlines_are_in_their_language(language: str, text: str) -> None:
    """A few words are enough where they are not all names."""
    found, sure = identify(text)
    assert (found, 0 < sure <= 1) == (language, True)


@pytest.mark.parametrize("text", ["", " \n", "12345 %", "\u200b\u200d", "🔥🔥", "\ufffd"])
def test_text_without_letters_is_in_no_language(text: str) -> None:
    """Said so, not guessed."""
    assert identify(text) == (UNKNOWN, 0.0)


@given(st.text())
def test_any_text_gets_an_answer(text: str) -> None:
    """A code and a share, the same each time."""
    language, sure = identify(text)
    assert language.isalpha() and 0 <= sure <= 1
    assert identify(text) == (language, sure)


def test_the_network_is_never_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The model is part of the installation."""
    from jaccuse.engine import language

    language._model.cache_clear()
    monkeypatch.setattr(socket, "socket", lambda *_, **__: pytest.fail("a socket was opened"))
    assert identify("The government denied it.")[0] == "en"


def test_the_downloader_of_the_package_is_not_loaded() -> None:
    """It costs more time than the rest together."""
    code = "import sys; from jaccuse.engine.language import identify; identify('The text'); print('requests' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "False"
