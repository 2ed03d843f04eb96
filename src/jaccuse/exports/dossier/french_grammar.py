"""Small French grammar: contraction, elision, prepositions before states, number."""

from __future__ import annotations

from .naming import states
from .tongue import Name, capital

#: No-break space inside quotation marks and before colons; narrow no-break space before ; ! ? and between thousands.
SPACE, NARROW = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"


def de(name: str) -> str:
    """`de` before a name with its article: du, de la, de l', des, d'."""
    if name.startswith("le "):
        return f"du {name[3:]}"
    if name.startswith("les "):
        return f"des {name[4:]}"
    if name.startswith("des "):
        return elided("de", name[4:])
    return elided("de", name)


def a(name: str) -> str:
    """`à` before a name with its article: au, à la, à l', aux."""
    if name.startswith("le "):
        return f"au {name[3:]}"
    if name.startswith("les "):
        return f"aux {name[4:]}"
    return f"à {name}"


def being_in(code: str, name: str) -> str:
    """Being in a state: en Chine, au Canada, aux États-Unis, à Cuba, en Iran, en Israël."""
    state = states().get(code)
    if state is None:
        return f"dans le ressort {de(name)}"
    if state.gender.endswith("p"):
        return a(name)
    article = name.startswith(("le ", "la ", "l'"))
    bare = name.removeprefix("le ").removeprefix("la ").removeprefix("l'")
    if code in ("IL",) or (article and (state.gender == "f" or name.startswith("l'"))):
        return f"en {bare}"
    return f"au {bare}" if article else f"à {bare}"


def elided(word: str, name: str) -> str:
    """`de` with elision before a vowel or a mute h: d'Israël, de Human Rights Watch."""
    return f"{word[:-1]}'{name}" if name[:1].lower() in "aeiouéèêîôâëïœ" else f"{word} {name}"


def dated(told: str, day: str | None) -> str:
    """`le 19 juillet 2021`, `en juillet 2021`."""
    return f"le {told}" if day and len(day) > 7 else f"en {told}"


def verb_of(by: Name, one: str, many: str) -> str:
    """The form of a verb that goes with a name."""
    return many if by.plural else one


def bare(name: str) -> str:
    """A name without its article, for the head of a row."""
    for article in ("le ", "la ", "les ", "l'"):
        if name.startswith(article):
            return capital(name[len(article) :])
    return capital(name)
