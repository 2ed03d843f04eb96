"""French news prose of our own words: some sixty paragraphs, each with all the claims that it makes and none that it does not."""

from __future__ import annotations

import pytest

import jaccuse
from jaccuse.claim import Attribution, Measure, Reply, Support

PUBLISHED = "2026-03-05"


def state(actor: str) -> str:
    """`FR/anssi` -> `FR`."""
    return actor.split("/", maxsplit=1)[0]


def told(text: str) -> set[str]:
    """Every claim of the text in short: `FR>RU organ`, `sanctions EU>RU`, `reply denial RU`, `support condemn NATO`."""
    reading = jaccuse.read(jaccuse.Document.from_text(text, language="fr", published=PUBLISHED))
    found = set()
    for claim in reading.claims:
        if isinstance(claim, Attribution):
            marks = [claim.status] if claim.status != "stated" else []
            marks += [claim.act] if claim.act != "attribute" else []
            for who in claim.claimants:
                if not claim.accused:
                    found.add(" ".join([f"{state(who.actor)}>", *marks]))
                for whom in claim.accused:
                    found.add(" ".join([f"{state(who.actor)}>{state(whom.actor)}", str(whom.link), *marks]))
        elif isinstance(claim, Measure):
            for by in claim.by:
                for against in claim.against or (None,):
                    whom_to = state(against.actor) if against is not None else ""
                    mark = [] if claim.status == "adopted" else [claim.status]
                    found.add(" ".join([claim.measure, f"{state(by.actor)}>{whom_to}", *mark]))
        elif isinstance(claim, Reply):
            found |= {f"reply {claim.reply} {state(by.actor)}" for by in claim.by}
        elif isinstance(claim, Support):
            found |= {f"support {claim.support} {state(by.actor)}" for by in claim.by}
    return found


PARAGRAPHS = {
    "active": (
        "La France a accusé mardi le renseignement militaire russe d'avoir mené une dizaine de cyberattaques contre des "
        "entités françaises depuis 2021, dont une chaîne de télévision et une organisation sportive.",
        {"FR>RU organ"},
    ),
    "passive": (
        "Le piratage de la commission électorale britannique a été attribué par Londres à des acteurs affiliés à l'État "
        "chinois. L'intrusion, découverte en 2022, avait exposé les données de millions d'électeurs.",
        {"GB>CN affiliated"},
    ),
    "nominal": (
        "L'accusation portée par Prague contre la Chine, celle d'une cyberattaque contre son ministère des Affaires "
        "étrangères, a jeté un froid entre les deux capitales.",
        {"CZ>CN state"},
    ),
    "nominal of": (
        "Les accusations de Berlin contre la Russie, à propos du piratage des messageries du parti social-démocrate, "
        "restent sans suite judiciaire.",
        {"DE>RU state"},
    ),
    "participial": (
        "Accusée par l'Albanie d'une cyberattaque contre les services de l'État, la République islamique d'Iran a vu ses "
        "diplomates quitter Tirana.",
        {"AL>IR state"},
    ),
    "headline with a colon": (
        "Cyberattaque contre la Pologne : Varsovie met en cause la Russie",
        {"PL>RU state"},
    ),
    "headline without a verb": (
        "Piratage du Parlement norvégien : la Chine accusée par Oslo",
        {"NO>CN state"},
    ),
    "headline, the speaker after a colon": (
        "La Corée du Nord derrière le vol de 1,5 milliard de dollars de cryptomonnaies : FBI",
        {"US>KP state"},
    ),
    "a long list": (
        "Les États-Unis, le Royaume-Uni, le Canada, l'Australie, la Nouvelle-Zélande, le Japon, l'Union européenne et l'OTAN "
        "ont accusé lundi la Chine d'être à l'origine du piratage massif des serveurs Microsoft Exchange.",
        {f"{who}>CN state" for who in ("US", "GB", "CA", "AU", "NZ", "JP", "EU", "NATO")},
    ),
    "allies, some of them named": (
        "Washington et plusieurs de ses alliés, dont Londres et Canberra, imputent à Pékin une campagne d'espionnage "
        "informatique contre des opérateurs de télécommunications.",
        {"US>CN state", "GB>CN state", "AU>CN state"},
    ),
    "apposition of the accused": (
        "L'Ukraine attribue à Sandworm, un groupe rattaché au renseignement militaire russe, la cyberattaque qui a paralysé "
        "l'opérateur Kyivstar.",
        {"UA>RU affiliated", "UA>group:sandworm affiliated"},
    ),
    "apposition of the speaker": (
        "Le secrétaire d'État américain, Antony Blinken, a accusé la Chine d'avoir encouragé des pirates informatiques à "
        "s'en prendre à des entreprises du monde entier.",
        {"US>CN encouraged"},
    ),
    "speech before": (
        "La ministre allemande des Affaires étrangères a déclaré que le groupe APT28, piloté par le renseignement militaire "
        "russe, était responsable de la cyberattaque contre le parti social-démocrate.",
        {"DE>RU directed", "DE>group:apt28 directed"},
    ),
    "speech after": (
        "« Des hackers soutenus par l'État chinois se sont introduits dans notre réseau », a affirmé le ministère néerlandais "
        "de la Défense.",
        {"NL>CN backed"},
    ),
    "speech inside": (
        "Le maliciel, a précisé ESET, a été déployé par le groupe Sandworm contre le réseau électrique polonais.",
        {"org:eset>group:sandworm none"},
    ),
    "inverted pronoun": (
        "Le Premier ministre australien a pris la parole vendredi. « Une cyberattaque sophistiquée », a-t-il dit, sans "
        "attribuer l'opération à un pays.",
        {"AU> declined"},
    ),
    "a chain": (
        "Reuters a rapporté que Microsoft avait accusé la Russie d'avoir piraté les courriels de ses dirigeants.",
        {"org:microsoft>RU state"},
    ),
    "a chain of states": (
        "Le porte-parole de l'OTAN a rappelé que Tallinn avait attribué à la Russie les cyberattaques contre ses ministères.",
        {"EE>RU state"},
    ),
    "selon": (
        "Selon l'entreprise Mandiant, des pirates informatiques liés à la Chine ont exploité une faille des pare-feu pour "
        "s'introduire dans des administrations.",
        {"org:mandiant>CN linked"},
    ),
    "d'après at the end": (
        "Une banque sud-coréenne a été piratée par le groupe Lazarus, d'après le renseignement sud-coréen.",
        {"KR>group:lazarus-group none"},
    ),
    "anaphora, these actors": (
        "Microsoft attribue une campagne de cyberespionnage au groupe Volt Typhoon, soutenu par l'État chinois. Ces acteurs "
        "ont compromis des infrastructures critiques à Guam, selon l'éditeur.",
        {"org:microsoft>CN backed", "org:microsoft>group:volt-typhoon backed"},
    ),
    "anaphora, the country": (
        "La Lituanie a convoqué l'ambassadeur de Russie après la cyberattaque. Le pays accuse Moscou d'avoir piraté la messagerie "
        "de son armée.",
        {"LT>RU state", "summons LT>RU"},
    ),
    "anaphora, it": (
        "L'Agence nationale de la sécurité des systèmes d'information a publié un rapport. Elle y attribue au mode opératoire "
        "APT31 une campagne de compromission de routeurs.",
        {"FR>group:apt31 none"},
    ),
    "conditional": (
        "La Corée du Nord serait à l'origine du piratage de la plateforme d'échange de cryptomonnaies.",
        {"publication>KP state hearsay"},
    ),
    "conditional with a source": (
        "Des pirates iraniens auraient dérobé des documents de campagne, selon le Washington Post.",
        {"org:washington-post>IR nationality hearsay"},
    ),
    "declined": (
        "Le gouvernement canadien n'a pas attribué la cyberattaque à un État. L'enquête suit son cours.",
        {"CA> declined"},
    ),
    "declined with a name": (
        "Tokyo a refusé d'attribuer la cyberattaque à la Chine.",
        {"JP>CN state declined"},
    ),
    "question": (
        "La Russie est-elle derrière la cyberattaque contre l'hôpital ? Les enquêteurs n'ont publié aucune conclusion.",
        set(),
    ),
    "hypothesis": (
        "Si la Chine était à l'origine de la cyberattaque, l'Australie devrait réagir, estime un chercheur de Canberra.",
        set(),
    ),
    "future and fears": (
        "L'OTAN redoute que la Russie ne lance des cyberattaques contre les réseaux électriques. Des pirates informatiques "
        "russes pourraient viser les élections de l'automne, avertissent des experts.",
        set(),
    ),
    "suspected": (
        "La Norvège soupçonne des pirates informatiques liés à la Russie d'avoir saboté le système de commande d'un barrage.",
        {"NO>RU linked suspected"},
    ),
    "likely": (
        "La société CrowdStrike estime que le groupe, probablement lié à l'Iran, a mené une campagne d'hameçonnage contre des "
        "journalistes.",
        {"org:crowdstrike>IR linked"},
    ),
    "denial": (
        "La Norvège a accusé la Russie d'avoir piraté la messagerie du Parlement. L'ambassade de Russie à Oslo a démenti toute "
        "implication.",
        {"NO>RU state", "reply denial RU"},
    ),
    "dismissal": (
        "Londres accuse Moscou d'une campagne de cyberattaques contre des élus. Le Kremlin a qualifié ces accusations "
        "d'absurdes.",
        {"GB>RU state", "reply dismissal RU"},
    ),
    "no answer yet": (
        "Washington attribue à Pékin le piratage du Trésor américain. La Chine n'a pas encore réagi à ces accusations.",
        {"US>CN state", "reply none-yet CN"},
    ),
    "no comment": (
        "La Belgique accuse des pirates informatiques chinois d'avoir infiltré les courriels de la Sûreté de l'État. "
        "L'ambassade de Chine à Bruxelles s'est refusée à tout commentaire.",
        {"BE>CN nationality", "reply no-comment CN"},
    ),
    "indictment": (
        "Le ministère américain de la Justice a inculpé quatre ressortissants chinois pour le piratage de dizaines "
        "d'entreprises.",
        {"indictment US>unknown", "US>unknown none charge"},
    ),
    "sanctions": (
        "L'Union européenne a sanctionné trois officiers du renseignement militaire russe pour des cyberattaques contre "
        "l'Estonie.",
        {"sanctions EU>RU", "EU>RU organ charge"},
    ),
    "no sanctions": (
        "Le Royaume-Uni accuse la Chine d'avoir piraté sa commission électorale. Aucune sanction n'a été annoncée "
        "contre Pékin.",
        {"GB>CN state", "sanctions unnamed>CN absent"},
    ),
    "support": (
        "L'Estonie attribue à la Russie la cyberattaque de 2020 contre ses ministères. La France condamne ces cyberattaques et "
        "exprime sa solidarité avec Tallinn.",
        {"EE>RU state", "support condemn FR", "support solidarity FR"},
    ),
    "self-claim": (
        "L'attaque par déni de service contre le site du Sénat a été revendiquée par le groupe prorusse NoName057(16).",
        {"group:noname057-16>group:noname057-16 none self-claim"},
    ),
    "an expulsion": (
        "Varsovie impute la cyberattaque au renseignement militaire russe. La Pologne a expulsé deux diplomates russes.",
        {"PL>RU organ", "expulsion PL>RU"},
    ),
    "passive infinitive": (
        "Le piratage de la messagerie du ministère semble avoir été commis par le groupe Turla, estime ESET.",
        {"org:eset>group:turla none suspected"},
    ),
    "passive with a conditional": (
        "La cyberattaque contre la raffinerie aurait été menée par des pirates informatiques iraniens.",
        {"publication>IR nationality hearsay"},
    ),
    "suspected of a tie": (
        "Un groupe de pirates informatiques soupçonné d'être lié à la Corée du Nord a dérobé 80 millions de dollars en "
        "cryptomonnaies.",
        {"publication>KP linked"},
    ),
    "a list of groups": (
        "Les groupes APT29, Turla et Sandworm, tous liés à la Russie, ont visé des ministères européens par hameçonnage.",
        {
            "publication>RU linked",
            "publication>group:apt29 linked",
            "publication>group:turla linked",
            "publication>group:sandworm linked",
        },
    ),
    "aliases in brackets": (
        "Le groupe APT28 (alias Fancy Bear), affilié au renseignement militaire russe, a mené une campagne d'hameçonnage contre "
        "des diplomates.",
        {"publication>RU affiliated", "publication>group:apt28 affiliated"},
    ),
    "a line with a label": (
        "Une intrusion a touché un opérateur de télécommunications.\n\n"
        "Attribution possible : La campagne est attribuée au groupe Salt Typhoon.",
        {"unnamed>group:salt-typhoon none suspected"},
    ),
    "an operation carried out by": (
        "L'opération de cyberespionnage, menée par des agents du renseignement russe, visait des partis allemands, selon Berlin.",
        {"DE>RU organ"},
    ),
    "to point the finger": (
        "Séoul pointe du doigt Pyongyang après le piratage d'une plateforme de cryptomonnaies.",
        {"KR>KP state"},
    ),
    "to hold responsible": (
        "L'Australie tient la Russie pour responsable de la cyberattaque contre l'assureur Medibank.",
        {"AU>RU state"},
    ),
    "a cleft sentence": (
        "C'est la Chine qui a piraté notre Parlement, a déclaré la ministre néo-zélandaise Judith Collins.",
        {"NZ>CN state"},
    ),
    "a locating finding": (
        "Selon Kaspersky, les pirates informatiques basés en Chine ont infecté des routeurs.",
        {"org:kaspersky>CN located locate"},
    ),
    "several speakers": (
        "L'ANSSI et le BSI attribuent l'espionnage d'entreprises européennes au mode opératoire APT31.",
        {"FR>group:apt31 none", "DE>group:apt31 none"},
    ),
    "a defence, no accusation": (
        "La France renforce sa cyberdéfense face à la Russie. L'exercice simule une cyberattaque menée par un État hostile.",
        set(),
    ),
    "a thief without a state": (
        "Deux adolescents ont été interpellés après le piratage d'un lycée de Lyon.",
        {"arrest unnamed>unknown"},
    ),
    "the victim is no culprit": (
        "Une cyberattaque contre la Russie a paralysé les billetteries des chemins de fer russes.",
        set(),
    ),
    "a place before the colon": (
        "Ukraine : une cyberattaque russe paralyse l'opérateur Kyivstar",
        {"publication>RU nationality"},
    ),
    "a paper and a state": (
        "Selon le New York Times, les États-Unis soupçonnent la Chine d'avoir implanté un maliciel dans leurs réseaux électriques.",
        {"US>CN state suspected"},
    ),
    "a paper on a service": (
        "Le Monde révèle que la DGSE soupçonne la Chine du piratage d'Airbus.",
        {"FR>CN state suspected"},
    ),
    "an inverted speaker": (
        "La Russie a piraté les serveurs de nos ministères, accuse Kiev.",
        {"UA>RU state"},
    ),
    "quantities": (
        "Taïwan affirme avoir subi des millions de cyberattaques chinoises en 2024.",
        {"TW>CN nationality"},
    ),
    "servers somewhere": (
        "Les attaquants ont utilisé des serveurs situés en Russie pour pirater l'hôpital.",
        set(),
    ),
    "agents of a service": (
        "La Chine a accusé trois agents de la NSA d'avoir piraté les Jeux asiatiques d'hiver de Harbin.",
        {"CN>US organ"},
    ),
    "a state claims it": (
        "Le renseignement militaire ukrainien a revendiqué une cyberattaque contre la banque russe Gazprombank.",
        {"UA>UA organ self-claim"},
    ),
    "an order": (
        "Le Premier ministre israélien a ordonné une cyberattaque contre l'Iran, selon le Washington Post.",
        {"org:washington-post>IL organ"},
    ),
    "several organs report it": (
        "L'Ukraine a piraté le fisc russe, a annoncé le renseignement militaire ukrainien.",
        {"UA>UA state self-claim"},
    ),
    "Pegasus": (
        "Le Maroc est accusé d'avoir utilisé le logiciel espion Pegasus contre Emmanuel Macron.",
        {"unnamed>MA state"},
    ),
    "hearsay of two states": (
        "Israël et les États-Unis seraient à l'origine du ver informatique Stuxnet.",
        {"publication>IL state hearsay", "publication>US state hearsay"},
    ),
    "hearsay of an organisation": (
        "La Corée du Nord aurait volé 3 milliards de dollars en cryptomonnaies depuis 2017, selon l'ONU.",
        {"UN>KP state hearsay"},
    ),
    "relative clause on the deed": (
        "La cyberattaque qu'Ottawa attribue à la Chine a touché la fédération des municipalités.",
        {"CA>CN state"},
    ),
    "counter-accusation": (
        "Pékin accuse à son tour la NSA d'avoir piraté un centre chinois de services horaires.",
        {"CN>US organ"},
    ),
    "a reproach in return": (
        "L'ambassade de Russie à Oslo n'a pas souhaité commenter ces allégations de piratage, mais a reproché à la Norvège "
        "d'avoir piraté les serveurs d'un institut de Mourmansk.",
        {"RU>NO state"},
    ),
    "a body of its own name": (
        "Le Bureau de la cyberdéfense lituanien a affirmé lundi que des pirates agissant pour le compte du GRU étaient à l'origine "
        "de la cyberattaque contre le port de Klaipeda. « La Russie se livre à une coercition numérique quotidienne », a dénoncé "
        "sa directrice, Rasa Pavyzdyte.",
        {"LT>RU directed"},
    ),
    "by a name they give themselves": (
        "La fuite de données a été revendiquée par un groupe se faisant appeler NordWraith.",
        {"group:nordwraith>group:nordwraith none self-claim"},
    ),
    "refusing to name a country": (
        "Le porte-parole du gouvernement estonien a évoqué une cyberattaque d'ampleur, mais s'est refusé à désigner un pays.",
        {"EE> declined"},
    ),
    "an outage put down to an attack": (
        "Le président vénézuélien a imputé à une cyberattaque américaine la panne du réseau électrique.",
        {"VE>US nationality"},
    ),
    "a false flag": (
        "Le code du maliciel contenait des indices pointant vers l'Iran ; c'était un leurre.",
        {"publication>IR state declined"},
    ),
    "a group tied to a contractor": (
        "Une cyberattaque a touché le port. L'agence relève des recoupements avec UNC9911, un groupe d'espionnage que l'éditeur Fjordsec rattache à un prestataire "
        "du ministère chinois de la Sécurité de l'État.",
        {"org:fjordsec>CN contracted", "org:fjordsec>group:unc9911 contracted"},
    ),
    "no group for a state": (
        "L'ANSSI a décrit le mode opératoire d'attaque FAUVETTE. L'agence n'attribue pas FAUVETTE à un État.",
        {"FR> declined"},
    ),
    "acting for, after the indictment": (
        "La justice américaine a inculpé trois pirates iraniens pour le piratage d'une banque. Selon l'acte d'accusation, les "
        "accusés ont agi pour le compte des Gardiens de la révolution.",
        {"US>IR directed", "indictment US>unknown"},
    ),
}

XFAIL = {"to point the finger": "the parser takes a capital at the head of a headline for an adjective"}


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.xfail(strict=False, reason=XFAIL[name])) if name in XFAIL else name
        for name in PARAGRAPHS
    ],
)
def test_paragraph(name: str) -> None:
    text, claims = PARAGRAPHS[name]
    assert told(text) == claims
