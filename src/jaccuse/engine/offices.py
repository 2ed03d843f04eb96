"""The words of offices in English and French, and the patterns that tie an office, its body and its holder together."""

from __future__ import annotations

import re

from jaccuse.engine.mention import word_set

_UPPER = "A-ZÀ-ÖØ-ÞŁŚŻŹĆČŠŽА-ЯІЇЄ"
_LOWER = "a-zà-öø-ÿłśżźćčšžа-яіїє"
# bounded everywhere: a text may hold one word of a megabyte
_FIRST = rf"(?:[OD]'|Ma?c)?[{_UPPER}](?:\w{{0,24}}[{_LOWER}]\w{{0,24}}|\.)(?:-[A-ZÀ-ÖØ-Þa-z]\w{{1,24}}){{0,3}}"
_NO_OFFICE = (
    "(?!(?:Attorney|General|Secretary|President|Minister|Prime|Director|Chief|Chair|Vice|Deputy|Foreign|Defen[cs]e|Assistant|Senior|National|"
    r"Security|Press|Interior|Justice|Executive|Officer|Spokes\w{1,10})\b)"
)
NAME = rf"{_NO_OFFICE}{_FIRST}(?: (?:[A-Z]\.|(?:de|von|van|der|den|bin|al|el|la|le|da|di|du|dos) ?|{_FIRST})){{0,2}}? {_FIRST}"
_WORD = r"[\w'&/-]{1,30}"


def _any_case(words: str) -> str:
    """Each word as it is and with capitals: "vice president" gives [Vv]ice [Pp]resident."""
    return "|".join(" ".join(f"[{w[0].upper()}{w[0]}]{w[1:]}" for w in office.split("_")) for office in words.split())


ENGLISH = (
    "(?:"
    + _any_case(
        "president vice_president prime_minister chancellor premier minister director advis[eo]r ambassador senator founder "
        "co-founder cofounder researchers? analysts? experts? engineer head general colonel commissioner representative "
        "manager specialist lead official consul deputy officer diplomat strategist prosecutor spokesman spokeswoman "
        "spokesperson"
    )
    + r"|[Ss]ecretary(?: of \w+|[- ][Gg]eneral)?|[Aa]ttorney(?: [Gg]eneral)?|[Cc]hief(?: [Ee]xecutive)?(?: [Oo]fficer)?"
    + r"|[Cc]hair(?:man|woman)?"
    + r"|Sen\.|Rep\.|CEO|CTO|CISO|COO)"
)
FRENCH = (
    r"(?:porte-parole|[Pp]résidente?|[Pp]remi(?:er|ère) ministre|chancel(?:ier|ière)|ministre"
    r"|secrétaire(?: d'État| d'Etat| générale?)?"
    r"|direct(?:eur|rice)(?: générale?)?|conseill(?:er|ère)|ambassad(?:eur|rice)|sénat(?:eur|rice)|députée?|PDG|patronn?e?"
    r"|(?:co)?fondat(?:eur|rice)|cherch(?:eur|euse)|analyste|experte?|responsable|cheffe|chef|général|commissaire|représentante?"
    r"|procureure?|vice-présidente?|numéro deux|juge)"
)
_FRENCH_OF = r"(?:du |de la |de l'|des |de |chez |d')"
# "Microsoft [President] [Brad Smith]", "FBI [Director] [Ann Bee]"
AFTER = {
    "en": re.compile(
        rf"(?:'s)? ((?:{_WORD} ){{0,4}}?{ENGLISH}(?: (?:of|for) (?:[\w'-]{{1,30}} ){{0,4}}?[\w'-]{{1,30}})??)"
        rf",? ({NAME})(?!\w)"
    ),
    "fr": re.compile(rf",? ({FRENCH}(?: [\w'éèà-]{{1,30}}){{0,4}}?),? ({NAME})(?!\w)"),
}
# "CrowdStrike['s Ann Bee] said"
POSSESSED = re.compile(rf"'s ({NAME})(?= (?:said|says|told|wrote|added|noted|explained|warned)|, (?:who|an?|the) )")
BARE = re.compile(rf",? ({NAME})(?!\w)")
# "[Ann Bee, director of] the FBI"
BEFORE = {
    "en": re.compile(
        rf"(?<!\w)({NAME}), (?:the |an? )?"
        rf"((?:{_WORD},? ){{0,7}}?{ENGLISH}(?: (?:{_WORD},? ){{0,6}}?| )(?:of|at|for|with|from|in) )(?:the )?\Z"
    ),
    "fr": re.compile(
        rf"(?<!\w)({NAME}), (?:le |la |l')?((?:[\w'éèà-]{{1,30}} ){{0,4}}?{FRENCH}(?: [\w'éèàç-]{{1,30}}){{0,6}}? "
        rf"(?:{_FRENCH_OF}|à la |à l'|au ))\Z"
    ),
}
# "[spokesman for] the Kremlin, Ann Bee,"
OFFICE_BEFORE = {
    "en": re.compile(rf"(?<!\w)({ENGLISH} (?:of|for|at|in) )(?:the )?\Z"),
    "fr": re.compile(rf"(?<!\w)({FRENCH}(?: adjointe?| générale?)? {_FRENCH_OF})\Z"),
}
LINKS = (
    " of ", " at ", " for ", " with ", " from ", " in ", " the ", " du ", " de la ", " de l'", " des ", " de ", " chez ", " d'",
    " à la ", " à l'", " au ",
)  # fmt: skip
# a role that is an office of one person, right before a name
ONE_PERSON = re.compile(
    r"(?:president|minister|secretary|chancellor|premier|ambassador|envoy|"
    r"spokes\w+|attorney general|advis[eo]r|senator|diplomat|"
    r"prosecutor|ministre|président\w*|chancel\w+|"
    r"secrétaire[\w' ]*|ambassad\w+|porte-parole|procureur\w*|responsable|juge|sénateur|député|"
    r"Außenminister\w*|Innenminister\w*|Präsident\w*|Kanzler|Bundes\w+minister\w*|prezydent)(?: \w+)?\Z",
    re.IGNORECASE,
)
# words that cannot stand between a body, an office and a name
BETWEEN = re.compile(
    r"\b(?:said|says|say|accus\w+|blam\w+|has|have|had|was|were|is|are|told|and|that|to|on|against|but|over|with|as|from|after|warn\w*|"
    r"charg\w+|when|who|which|by|will|a|et|que|qui|dit|par|avec|sur|contre)\b"
    r"|^(?:of|in|for) |\b(?!news|affairs|services|sales|systems|operations|communications|relations|press)[a-z]{3,30}s "
)
# offices that only a state gives, whatever capitalised word stands before them ("Home Affairs Minister")
OF_A_STATE = re.compile(
    r"(?:[Mm]inister|[Aa]mbassador|[Aa]ttorney[ -][Gg]eneral|[Ss]ecretary of [Ss]tate|[Ss]enator|[Mm]inistre|"
    r"[Aa]mbassad(?:eur|rice))\Z"
)
# offices that no state gives
PRIVATE = re.compile(
    r"(?:[Rr]esearchers?|[Aa]nalysts?|[Ee]xperts?|[Ee]ngineer|[Ff]ounder|CEO|CTO|CISO|COO|[Cc]hief [Ee]xecutive|[Mm]anager|"
    r"[Ss]pecialist|[Ll]ead|[Ss]trategist|[Dd]irector|[Cc]hair(?:man|woman)?|[Oo]fficer|[Hh]ead|cherch(?:eur|euse)|analyste|experte?|PDG|patronn?e?|"
    r"direct(?:eur|rice)|fondat(?:eur|rice))\Z"
)
VERB = re.compile(
    r"\b(?:said|says|told|who|dit|qui|to|out|after|when|has|have|had|was|were|is|are|arrives?|without|once|met|will|a|ont|est|sont|"
    r"après)\b"
)
TITLES = word_set(
    "Mr Mrs Ms Dr Sir Lord President Chancellor Minister Secretary Premier Director Sen Rep Gov General Judge M Mme "
    "Président Monsieur Madame Herr Frau Prezydent Präsident Presidente Attorney Ambassador Colonel"
)
LEADING = re.compile(r"^(?:Selon|Pour|Et|Mais|Or|But|And|As|While|When|If|For|According|Like|With|By) ")
NOT_A_NAME = word_set(
    "The A An In On At For And But Or Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March "
    "April May June July August September October November December League Soccer Bill Act Party House Board Bank "
    "Company University Court Program Police Officer With Other Stock Watch Patrol World Food Committee Border Denies "
    "Faces Calls Out Not Warns Blames Accuses Urges Vows Slams Defends Rejects Wants Seeks Plans Visits Meets Tells "
    "Asks Hits Gets Sees Makes Signs Bans Backs Resigns Dies Wins Is Will To Of As Had Has Was Dans Pour Par Sur "
    "Selon Avec State White Department Ministry Foreign Security National Cyber Intelligence Service Agency Center "
    "Centre Office Le La Les Un Une Des Lundi Mardi Threat Research Team Group Says After Over Hack Hackers Attack "
    "United States Justice Treasury Defense Affairs General Director President Minister Secretary Prime Vice Chief "
    "Deputy Attorney Using Compared It "
    "District Southern Northern Eastern Western"
)
EARLIER_BODY = re.compile(
    r"\b(?!Former|Vice|Deputy|Assistant|Acting|Then|Late|Ex|Outgoing|The|And|But|While|With|When|As|By)[A-Z]\w{1,30}'?s? \Z"
)
CAPITAL_BEFORE = re.compile(r"(?<=[a-z,;] )([A-Z][a-z]+)\.? \Z")
