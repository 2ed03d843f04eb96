"""French dispatches, statements and headlines of our own words: each with all the claims that it makes and none that it does not."""

from __future__ import annotations

import pytest
from test_french_prose import told

CLAIMS = [
    (
        "Deux Russes arrêtés en Espagne pour des cyberattaques contre des administrations",
        {"arrest unnamed>unknown"},
    ),
    (
        "Démantèlement du botnet Danabot par Europol et le FBI",
        {"takedown EU>org:danabot", "takedown US>org:danabot"},
    ),
    (
        "Rançongiciel : quatre membres présumés du gang 8Base interpellés en Thaïlande",
        {"arrest unnamed>unknown"},
    ),
    (
        "Un pirate de 19 ans mis en examen à Paris pour le vol de données de la Fédération de tir",
        {"charges unnamed>unknown", "unnamed>unknown none charge"},
    ),
    (
        "Cyberattaque contre l'hôpital de Corbeil : un suspect interpellé en Pologne",
        {"arrest unnamed>unknown"},
    ),
    (
        "Le hacker présumé de Free placé en détention provisoire",
        {"arrest unnamed>unknown"},
    ),
    (
        (
            "Un jeune homme de 22 ans a été interpellé mercredi dans le cadre de l'enquête sur la cyberattaque du "
            "ministère de l'Intérieur, a annoncé le parquet de Paris."
        ),
        {"arrest FR>unknown"},
    ),
    (
        (
            "Les gendarmes de l'unité nationale cyber ont interpellé à Toulouse trois hommes soupçonnés d'avoir "
            "piraté des comptes de collectivités."
        ),
        {"arrest FR>unknown"},
    ),
    (
        ("L'administrateur du forum BreachForums a été arrêté en France par la brigade de lutte contre la cybercriminalité."),
        {"arrest FR>unknown"},
    ),
    (
        "Trois ans de prison ferme pour le pirate informatique de l'opérateur télécom",
        {"sentence unnamed>unknown"},
    ),
    (
        (
            "Le tribunal correctionnel de Paris a condamné à cinq ans d'emprisonnement un Ukrainien membre du "
            "groupe de rançongiciel Netwalker."
        ),
        {"sentence FR>unknown"},
    ),
    (
        (
            "La cour d'appel de Paris a donné son feu vert à l'extradition vers les États-Unis d'un basketteur "
            "russe soupçonné d'avoir négocié pour un gang de rançongiciel."
        ),
        {"extradition FR>unknown"},
    ),
    (
        "La Thaïlande a extradé vers la Suisse deux pirates russes soupçonnés d'attaques par rançongiciel.",
        {"extradition TH>unknown"},
    ),
    (
        ("Les autorités ont saisi une trentaine de noms de domaine utilisés par les pirates pour des campagnes d'hameçonnage."),
        {"takedown unnamed>unknown"},
    ),
    (
        (
            "Dans le cadre d'une opération internationale baptisée Eastwood, les polices de douze pays ont "
            "démantelé l'infrastructure du groupe prorusse NoName057(16)."
        ),
        {"takedown unnamed>group:noname057-16"},
    ),
    (
        "L'infrastructure du rançongiciel BlackSuit a été mise hors service par les autorités américaines.",
        {"takedown US>group:blacksuit"},
    ),
    (
        (
            "L'UE impose des sanctions à trois entreprises chinoises et iraniennes pour des cyberattaques contre "
            "des États membres"
        ),
        {"EU>unknown none charge", "sanctions EU>unknown"},
    ),
    (
        "Londres sanctionne trois unités du GRU accusées de cyberattaques contre l'Ukraine et ses alliés",
        {"GB>RU organ charge", "sanctions GB>RU"},
    ),
    (
        (
            "Le département du Trésor américain a annoncé mercredi des sanctions contre un hébergeur russe, "
            "Zservers, qui fournissait ses serveurs au gang LockBit."
        ),
        {"sanctions US>org:zservers"},
    ),
    (
        "Ottawa ne prévoit pas de sanctions contre Pékin après la cyberattaque.",
        {"sanctions CA>CN absent"},
    ),
    (
        "Les alliés n'ont annoncé aucune sanction après le piratage de Microsoft Exchange.",
        {"sanctions unnamed>unknown absent"},
    ),
    (
        "Le communiqué ne mentionne aucune sanction contre la Chine après la campagne de cyberespionnage.",
        {"sanctions unnamed>CN absent"},
    ),
    (
        "L'Union européenne menace Moscou de sanctions après la cyberattaque contre le Parlement.",
        {"sanctions EU>RU threatened"},
    ),
    (
        "Varsovie réclame de nouvelles sanctions européennes contre Moscou après les cyberattaques.",
        {"sanctions PL>RU requested"},
    ),
    (
        "La Pologne a expulsé trois diplomates russes en réponse à la cyberattaque contre son agence spatiale.",
        {"expulsion PL>RU"},
    ),
    (
        ("La Belgique a convoqué l'ambassadrice de Chine à la suite de la cyberattaque contre la Sûreté de l'État."),
        {"summons BE>CN"},
    ),
    (
        (
            "L'ambassadeur de Russie a été convoqué au ministère allemand des Affaires étrangères après la "
            "cyberattaque contre le SPD."
        ),
        {"summons DE>RU"},
    ),
    (
        "Après la cyberattaque, Berlin a rappelé pour consultations son ambassadeur à Moscou.",
        {"recall DE>RU"},
    ),
    (
        ("L'Allemagne a rappelé son ambassadeur à Moscou après la cyberattaque contre le parti social-démocrate."),
        {"recall DE>RU"},
    ),
    (
        ("Prague a remis une note de protestation à l'ambassadeur de Chine après la cyberattaque contre sa diplomatie."),
        {"protest CZ>CN"},
    ),
    (
        (
            "Washington offre jusqu'à 10 millions de dollars pour toute information permettant d'identifier les "
            "pirates du groupe Volt Typhoon."
        ),
        {"reward US>group:volt-typhoon"},
    ),
    (
        (
            "Une récompense de 10 millions de dollars est promise par le département d'État pour des "
            "renseignements sur Rim Jong Hyok, un pirate informatique nord-coréen."
        ),
        {"reward US>person:rim-jong-hyok"},
    ),
    (
        "L'ANSSI a publié un avis sur le mode opératoire APT28, qui cible des entités françaises depuis 2021.",
        {"FR>group:apt28 none", "advisory FR>group:apt28"},
    ),
    (
        (
            "Les agences de renseignement des Five Eyes ont publié lundi un avis conjoint dénonçant les intrusions "
            "de Volt Typhoon, un groupe soutenu par Pékin, dans des infrastructures critiques."
        ),
        {"FIVE-EYES>CN backed", "FIVE-EYES>group:volt-typhoon backed", "advisory FIVE-EYES>group:volt-typhoon"},
    ),
    (
        "Washington inculpe six officiers du GRU pour NotPetya",
        {"US>RU organ charge", "indictment US>RU"},
    ),
    (
        "Six ans et trois mois de prison pour le pirate informatique de Vastaamo",
        {"sentence unnamed>unknown"},
    ),
    (
        "L'un des pirates informatiques a écopé de sept mois de prison avec sursis.",
        {"sentence unnamed>unknown"},
    ),
    (
        "La police néerlandaise a mis la main sur les serveurs du service de DDoS à la demande.",
        {"takedown NL>unknown"},
    ),
    (
        "Les forces de l'ordre ont mis fin aux activités de DanaBot, un botnet piloté depuis la Russie.",
        {"takedown unnamed>org:danabot"},
    ),
    (
        ("Interpellés en Thaïlande, deux Russes du gang de rançongiciel 8Base attendent leur extradition vers les États-Unis."),
        {"arrest unnamed>unknown"},
    ),
    (
        (
            "L'Australie a imposé pour la première fois des sanctions cyber contre un Russe, Aleksandr Ermakov, "
            "pour le piratage de l'assureur Medibank."
        ),
        {"AU>person:aleksandr-ermakov none charge", "sanctions AU>person:aleksandr-ermakov"},
    ),
    (
        (
            "Le site du gang de rançongiciel a été saisi. Une bannière du FBI accueille désormais les visiteurs du "
            "forum de pirates."
        ),
        {"takedown unnamed>unknown"},
    ),
    (
        (
            "La justice espagnole a ordonné l'incarcération d'un étudiant soupçonné d'avoir piraté les données du "
            "Premier ministre."
        ),
        {"arrest ES>unknown"},
    ),
    (
        ("Quatre personnes ont été placées en garde à vue à Marseille après le piratage du logiciel de billetterie."),
        {"arrest unnamed>unknown"},
    ),
    (
        "À l'origine de la cyberattaque contre l'hôpital, le groupe russophone Qilin",
        {"publication>group:qilin none"},
    ),
    (
        "À l'origine du piratage, le groupe chinois APT41 a frappé plusieurs ministères.",
        {"publication>CN nationality", "publication>group:apt41 nationality"},
    ),
    (
        "Derrière la cyberattaque contre le ministère se cache le groupe Sandworm.",
        {"publication>group:sandworm none"},
    ),
    (
        "Derrière cette campagne de phishing se cacherait le renseignement russe, selon l'ANSSI.",
        {"FR>RU organ hearsay"},
    ),
    (
        "Le ministère a été la cible de pirates informatiques chinois pendant six mois.",
        {"publication>CN nationality"},
    ),
    (
        "La ville de Lille victime de pirates informatiques russes",
        {"publication>RU nationality"},
    ),
    (
        "Intrusion dans un réseau de télécommunications.\n\nAuteur : Salt Typhoon, groupe lié à la Chine.",
        {"publication>CN linked", "publication>group:salt-typhoon linked"},
    ),
    (
        "Campagne d'hameçonnage contre des ambassades.\n\nAttribution : APT29 (Russie).",
        {"publication>RU nationality", "publication>group:apt29 nationality"},
    ),
    (
        "Une porte dérobée inédite vise les ministères.\n\nActeur : Mustang Panda (Chine)",
        {"publication>CN nationality", "publication>group:mustang-panda nationality"},
    ),
    (
        ("Acteur de la menace : groupe APT37, soutenu par la Corée du Nord. La campagne d'hameçonnage vise des journalistes."),
        {"publication>KP backed", "publication>group:apt37 backed"},
    ),
    (
        ("La France condamne avec la plus grande fermeté les cyberattaques menées par le GRU contre ses entreprises."),
        {"FR>RU organ"},
    ),
    (
        (
            "L'Union européenne condamne fermement la campagne de cyberattaques conduite par APT28, groupe "
            "contrôlé par la Russie, contre l'Allemagne."
        ),
        {"EU>RU directed", "EU>group:apt28 directed"},
    ),
    (
        "Le Canada se joint à ses alliés pour condamner les cyberactivités malveillantes de la Chine.",
        {"CA>CN state"},
    ),
    (
        "Le Canada joint sa voix à celle de ses alliés pour attribuer cette cyberattaque au GRU.",
        {"CA>RU organ"},
    ),
    (
        ("Il est hautement probable que le GRU soit responsable de la cyberattaque contre Viasat, selon le NCSC britannique."),
        {"GB>RU organ suspected"},
    ),
    (
        ("Selon toute vraisemblance, le groupe Lazarus est à l'origine du piratage de la plateforme, estime Chainalysis."),
        {"org:chainalysis>group:lazarus-group none suspected"},
    ),
    (
        "Mandiant attribue, avec un degré de confiance modéré, l'intrusion à un groupe lié à l'Iran.",
        {"org:mandiant>IR linked"},
    ),
    (
        ("L'éditeur ESET attribue avec un haut niveau de confiance la cyberattaque contre le réseau électrique à Sandworm."),
        {"org:eset>group:sandworm none"},
    ),
    (
        "Il est possible que la Chine soit derrière le piratage, reconnaît la police australienne.",
        {"AU>CN state suspected"},
    ),
    (
        "Les pirates informatiques seraient liés au renseignement iranien, selon Check Point.",
        {"org:check-point>IR linked hearsay"},
    ),
    (
        "Des pirates liés à la Corée du Nord auraient dérobé 1,5 milliard de dollars à la plateforme Bybit.",
        {"publication>KP linked hearsay"},
    ),
    (
        "Pékin aurait orchestré le piratage de neuf opérateurs américains, affirme le Wall Street Journal.",
        {"org:wall-street-journal>CN state hearsay"},
    ),
    (
        "La cyberattaque aurait été commanditée par Moscou.",
        {"publication>RU state hearsay"},
    ),
    (
        "L'ANSSI n'attribue pas cette campagne d'hameçonnage à un État.",
        {"FR> declined"},
    ),
    (
        "Le Premier ministre belge n'a pas souhaité désigner la Chine comme responsable du piratage.",
        {"BE>CN state declined"},
    ),
    (
        "Un chercheur met en doute l'implication de la Corée du Nord dans le piratage de Sony.",
        {"unnamed>KP state contest"},
    ),
    (
        "Kaspersky conteste l'attribution de cette cyberattaque à la Russie.",
        {"org:kaspersky>RU state contest"},
    ),
    (
        (
            "Washington a accusé Pékin d'avoir piraté des opérateurs. Le ministère chinois des Affaires étrangères "
            "a nié en bloc."
        ),
        {"US>CN state", "reply denial CN"},
    ),
    (
        "Londres accuse Moscou d'avoir piraté des élus. La Russie dément catégoriquement ces allégations.",
        {"GB>RU state", "reply denial RU"},
    ),
    (
        (
            "Berlin accuse le GRU d'avoir piraté le SPD. L'ambassade de Russie a « catégoriquement rejeté » des "
            "accusations « infondées »."
        ),
        {"DE>RU organ", "reply dismissal RU"},
    ),
    (
        "Washington attribue la cyberattaque à l'Iran. Téhéran parle d'allégations « infondées ».",
        {"US>IR state", "reply dismissal IR"},
    ),
    (
        "Washington attribue la cyberattaque à l'Iran. « Des allégations infondées », a réagi Téhéran.",
        {"US>IR state", "reply dismissal IR"},
    ),
    (
        (
            "Prague accuse la Chine d'avoir piraté sa diplomatie. Pékin a dénoncé des accusations « fabriquées de "
            "toutes pièces »."
        ),
        {"CZ>CN state", "reply dismissal CN"},
    ),
    (
        (
            "Londres attribue le piratage à APT31, un groupe lié à l'État chinois. L'ambassade de Chine à Londres "
            "n'a pas souhaité faire de commentaire."
        ),
        {"GB>CN linked", "GB>group:apt31 linked", "reply no-comment CN"},
    ),
    (
        "Séoul impute la cyberattaque à Pyongyang. La Corée du Nord n'a pas réagi dans l'immédiat.",
        {"KR>KP state", "reply none-yet KP"},
    ),
    (
        (
            "Microsoft accuse la Russie d'avoir piraté ses courriels. Sollicitée, l'ambassade de Russie à "
            "Washington n'a pas répondu."
        ),
        {"org:microsoft>RU state", "reply none-yet RU"},
    ),
    (
        (
            "Oslo accuse la Russie d'avoir saboté un barrage par une cyberattaque. Moscou appelle la Norvège à "
            "produire des preuves."
        ),
        {"NO>RU state", "reply demand-for-proof RU"},
    ),
    (
        ("La Pologne accuse Moscou d'une cyberattaque. La Russie a balayé ces accusations, les qualifiant d'« absurdes »."),
        {"PL>RU state", "reply dismissal RU"},
    ),
    (
        "La France exprime sa pleine solidarité avec le Royaume-Uni, visé par une cyberattaque.",
        {"support solidarity FR"},
    ),
    (
        (
            "L'Union européenne et ses États membres expriment leur solidarité avec la Tchéquie, victime d'une "
            "campagne de cyberespionnage."
        ),
        {"support solidarity EU"},
    ),
    (
        "Les Pays-Bas ont apporté leur soutien aux conclusions britanniques sur le piratage.",
        {"support endorse NL"},
    ),
    (
        "L'UE dénonce une cyberattaque contre les institutions albanaises.",
        {"support condemn EU"},
    ),
    (
        "L'Australie condamne la cyberattaque et appelle à la retenue.",
        {"support condemn AU"},
    ),
    (
        "Les enquêteurs privilégient la piste d'un groupe lié à la Russie après la cyberattaque.",
        {"unnamed>RU linked suspected"},
    ),
    (
        "Paris impute au GRU une dizaine de cyberattaques",
        {"FR>RU organ"},
    ),
    (
        "Cyberattaques : Paris accuse Moscou",
        {"FR>RU state"},
    ),
    (
        "Cyberattaque : l'Iran montré du doigt par Tirana",
        {"AL>IR state"},
    ),
    (
        "La Chine mise en cause dans le piratage du Parlement britannique",
        {"unnamed>CN state"},
    ),
    (
        "Piratage de Bybit : le FBI accuse la Corée du Nord",
        {"US>KP state"},
    ),
    (
        "Cyberespionnage : Prague convoque l'ambassadeur de Chine",
        {"summons CZ>CN"},
    ),
    (
        "Un groupe de hackers lié à Pékin a infiltré les réseaux d'un opérateur norvégien, révèle le PST.",
        {"NO>CN linked"},
    ),
    (
        ("« Nous attribuons cette cyberattaque au service russe GRU », a déclaré le ministre tchèque Jan Lipavsky."),
        {"CZ>RU organ"},
    ),
    (
        "« Il s'agit d'une cyberattaque russe », a affirmé le président ukrainien.",
        {"UA>RU nationality"},
    ),
    (
        (
            "D'après un rapport de Recorded Future, le groupe TAG-110, aligné sur la Russie, a ciblé le "
            "Tadjikistan par hameçonnage."
        ),
        {"org:recorded-future>RU linked", "org:recorded-future>group:tag-110 linked"},
    ),
    (
        (
            "Les services de renseignement néerlandais ont découvert que des cyberespions chinois avaient pénétré "
            "un réseau de la défense."
        ),
        {"NL>CN nationality"},
    ),
    (
        "Le Quai d'Orsay attribue publiquement à la Russie une série de cyberattaques.",
        {"FR>RU state"},
    ),
    (
        "Le CERT-UA attribue l'attaque à UAC-0001, alias APT28.",
        {"UA>group:apt28 none"},
    ),
    (
        ("La Chine a de nouveau été accusée, mardi, par Taipei, d'être derrière des millions de cyberattaques quotidiennes."),
        {"TW>CN state"},
    ),
    (
        "La Russie pourrait être à l'origine de la cyberattaque, selon le ministre belge de la Défense.",
        {"BE>RU state suspected"},
    ),
    (
        "Anonymous a revendiqué le piratage de la télévision d'État russe.",
        {"group:anonymous>group:anonymous none self-claim"},
    ),
    (
        ("Le groupe prorusse NoName057(16) revendique les attaques par déni de service contre des mairies françaises."),
        {"group:noname057-16>group:noname057-16 none self-claim"},
    ),
    (
        "Sur son site, le gang de rançongiciel Qilin affirme avoir volé 300 gigaoctets de données à l'hôpital.",
        {"group:qilin>group:qilin none self-claim"},
    ),
    (
        "La Chine accuse les États-Unis d'avoir piraté l'université de Xi'an et exige des explications.",
        {"CN>US state"},
    ),
    (
        (
            "PARIS — La France a imputé jeudi au renseignement militaire russe une série de cyberattaques ayant "
            "visé une dizaine d'entités, dont le comité d'organisation des Jeux olympiques. Le Kremlin n'avait pas "
            "réagi en début de soirée."
        ),
        {"FR>RU organ", "reply none-yet RU"},
    ),
    (
        ("La police fédérale allemande et le FBI ont mis hors d'état de nuire le botnet Emotet, annonce Europol."),
        {"takedown DE>org:emotet", "takedown US>org:emotet"},
    ),
    (
        (
            "Cinq membres présumés d'un gang de rançongiciel ont été appréhendés en Ukraine lors d'une opération "
            "conjointe de la police ukrainienne et d'Europol."
        ),
        {"arrest EU>unknown", "arrest UA>unknown"},
    ),
    (
        (
            "La justice finlandaise a condamné Aleksanteri Kivimäki à six ans et trois mois de prison pour le "
            "piratage du centre Vastaamo."
        ),
        {"FI>person:aleksanteri-kivimäki none charge", "sentence FI>person:aleksanteri-kivimäki"},
    ),
    (
        ("Les autorités suisses ont saisi les serveurs du mélangeur ChipMixer et 46 millions de francs en bitcoins."),
        {"takedown CH>org:chipmixer"},
    ),
    (
        (
            "Interpol annonce 1 209 arrestations et la saisie de 97 millions de dollars au terme d'une opération "
            "contre la cybercriminalité en Afrique."
        ),
        {"arrest INTERPOL>unknown", "asset-freeze INTERPOL>unknown"},
    ),
    (
        "La plateforme Genesis Market, où s'échangeaient des identifiants volés, a été fermée par le FBI.",
        {"takedown US>org:genesis-market"},
    ),
    (
        "Le FBI a placé le chef du groupe Evil Corp sur sa liste des criminels les plus recherchés.",
        {"arrest US>unknown requested"},
    ),
    (
        "La Suède a protesté auprès de l'ambassade d'Iran après le piratage d'un service de SMS.",
        {"protest SE>IR"},
    ),
    (
        "Interrogé par l'AFP, le Kremlin a nié toute implication dans la cyberattaque.",
        {"reply denial RU"},
    ),
    (
        (
            "Contactée, l'ambassade de Chine à Paris n'a pas donné suite. Le Monde révèle que la DGSE soupçonne "
            "Pékin du piratage d'Airbus."
        ),
        {"FR>CN state suspected", "reply none-yet CN"},
    ),
    (
        "Téhéran a qualifié les accusations albanaises de piratage de « sans fondement ».",
        {"reply dismissal IR"},
    ),
    (
        (
            "La Corée du Nord a rejeté mercredi les accusations américaines de vol de cryptomonnaies, dénonçant "
            "une campagne de dénigrement."
        ),
        {"US>KP state", "reply dismissal KP"},
    ),
    (
        "Le chef de la diplomatie européenne a condamné « avec force » la campagne de piratage.",
        {"support condemn EU"},
    ),
    (
        ("Selon les conclusions d'une enquête parlementaire, la Russie a mené la cyberattaque contre le Bundestag."),
        {"unnamed>RU state"},
    ),
    (
        "Le ministre de l'Intérieur a confirmé que des hackers russes avaient visé les sites du gouvernement.",
        {"unnamed>RU nationality"},
    ),
    (
        "C'est l'œuvre du groupe APT29, lié au SVR russe, assure Microsoft, qui a détecté l'hameçonnage.",
        {"org:microsoft>RU linked", "org:microsoft>group:apt29 linked"},
    ),
    (
        "Le gang Akira s'en est pris à un constructeur belge, dont il a chiffré les serveurs.",
        {"publication>group:akira none"},
    ),
    (
        "Les hackers de ShinyHunters ont volé les données de Google, selon BleepingComputer.",
        {"org:bleepingcomputer>group:shinyhunters none"},
    ),
    (
        "La campagne, que l'ANSSI associe à APT28, cible des ministères depuis 2021.",
        {"FR>group:apt28 none"},
    ),
    (
        "Varsovie se refuse à accuser Moscou de la cyberattaque.",
        {"PL>RU state declined"},
    ),
    (
        "La Chine dit avoir été victime de cyberattaques menées par la NSA.",
        {"CN>US organ"},
    ),
    (
        "Les experts doutent que la Russie soit derrière la cyberattaque.",
        {"unnamed>RU state contest"},
    ),
    (
        (
            "Les autorités américaines, allemandes et canadiennes ont neutralisé l'infrastructure de quatre "
            "botnets : Aisuru, KimWolf, JackSkid et Mossad."
        ),
        {
            "takedown CA>org:aisuru",
            "takedown CA>org:jackskid",
            "takedown CA>org:kimwolf",
            "takedown CA>org:mossad",
            "takedown DE>org:aisuru",
            "takedown DE>org:jackskid",
            "takedown DE>org:kimwolf",
            "takedown DE>org:mossad",
            "takedown US>org:aisuru",
            "takedown US>org:jackskid",
            "takedown US>org:kimwolf",
            "takedown US>org:mossad",
        },
    ),
    (
        ("Une opération conjointe des États-Unis, de l'Allemagne et du Canada a démantelé les botnets Aisuru et KimWolf."),
        {
            "takedown CA>org:aisuru",
            "takedown CA>org:kimwolf",
            "takedown DE>org:aisuru",
            "takedown DE>org:kimwolf",
            "takedown US>org:aisuru",
            "takedown US>org:kimwolf",
        },
    ),
    (
        (
            "Démantèlement de quatre botnets majeurs (Aisuru, KimWolf, JackSkid, Mossad) par le ministère "
            "américain de la Justice"
        ),
        {"takedown US>org:aisuru", "takedown US>org:jackskid", "takedown US>org:kimwolf", "takedown US>org:mossad"},
    ),
    (
        (
            "Une opération internationale coordonnée par Europol a permis le démantèlement de LeakBase, l'un des "
            "plus grands forums de cybercriminels."
        ),
        {"takedown EU>org:leakbase"},
    ),
    (
        ("Le FBI et ses partenaires internationaux ont fermé le forum LeakBase, fréquenté par 142 000 cybercriminels."),
        {"takedown US>org:leakbase"},
    ),
    (
        "Le forum de cybercriminalité LeakBase a été saisi par les autorités de 14 pays.",
        {"takedown unnamed>org:leakbase"},
    ),
    (
        "Opération Lightning : le botnet SocksEscort démantelé par Europol et le FBI",
        {"takedown EU>org:socksescort", "takedown US>org:socksescort"},
    ),
    (
        (
            "L'opération Synergia III, menée par Interpol, a conduit à 94 arrestations et à la mise hors ligne de "
            "45 000 adresses IP malveillantes."
        ),
        {"arrest INTERPOL>unknown", "takedown INTERPOL>unknown"},
    ),
    (
        "Les polices espagnole et italienne ont arrêté trois membres d'un réseau de phishing.",
        {"arrest ES>unknown", "arrest IT>unknown"},
    ),
    (
        "La police ukrainienne, avec l'aide du FBI, a interpellé deux suspects liés au rançongiciel Nefilim.",
        {"arrest UA>unknown", "arrest US>unknown"},
    ),
    (
        "Un adolescent polonais de 16 ans a été arrêté pour avoir vendu des outils d'attaque DDoS.",
        {"arrest unnamed>unknown"},
    ),
    (
        "La police polonaise a interpellé un homme de 47 ans lié au groupe de rançongiciel Phobos.",
        {"arrest PL>unknown"},
    ),
    (
        (
            "Les forces de l'ordre néerlandaises ont saisi les serveurs d'un hébergeur pare-balles utilisé par des "
            "cybercriminels."
        ),
        {"takedown NL>unknown"},
    ),
    (
        "Google a perturbé le réseau de proxys résidentiels IPIDEA en désactivant des milliers de domaines.",
        {"takedown org:google>org:ipidea"},
    ),
    (
        "Arrestation de l'administrateur présumé du forum de cybercriminalité XSS à Kiev",
        {"arrest unnamed>unknown"},
    ),
    (
        "La justice française a mis en examen quatre personnes pour le piratage du ministère de l'Intérieur.",
        {"FR>unknown none charge", "charges FR>unknown"},
    ),
    (
        "Les autorités ont récupéré 61 millions de dollars en cryptomonnaies volés lors du piratage.",
        {"asset-freeze unnamed>unknown"},
    ),
    (
        (
            "Points clés :\n   Démantèlement : Saisie de 373 000 sites du dark web par la police allemande.\n   "
            "Arrestation : Un suspect chinois de 35 ans, opérateur de la plateforme, est visé par un mandat "
            "d'arrêt international."
        ),
        {"arrest unnamed>unknown requested", "takedown DE>unknown"},
    ),
    (
        "Les domaines du groupe de pirates Handala ont été saisis par le FBI.",
        {"takedown US>group:handala"},
    ),
    (
        (
            "Le gouvernement britannique a imposé des sanctions contre deux officiers du GRU pour des "
            "cyberattaques. Les sanctions visent également le groupe Sandworm."
        ),
        {"GB>RU organ charge", "sanctions GB>RU", "sanctions GB>group:sandworm"},
    ),
    (
        (
            "Réponse judiciaire : le ministère américain de la Justice a inculpé un ressortissant iranien, "
            "Mohammad Rezaei, pour cyberespionnage."
        ),
        {"US>person:mohammad-rezaei none charge", "indictment US>person:mohammad-rezaei"},
    ),
    (
        "Aucune inculpation n'a été annoncée dans l'affaire du piratage.",
        {"indictment unnamed>unknown absent"},
    ),
    (
        "Le Parlement européen demande des sanctions contre la Chine pour cyberespionnage.",
        {"sanctions EU>CN requested"},
    ),
    (
        "L'ambassadeur de France en Ukraine a rappelé que la Russie mène des cyberattaques.",
        {"FR>RU state"},
    ),
    (
        "La France condamne la cyberattaque contre l'Ukraine et appelle la Russie à la désescalade.",
        {"support condemn FR"},
    ),
    (
        "La police russe a arrêté des pirates informatiques.",
        {"arrest RU>unknown"},
    ),
    (
        "La Russie a condamné un hacker à trois ans de prison.",
        {"sentence RU>unknown"},
    ),
]

NOTHING = [
    "Le parquet de Paris a ouvert une enquête après la cyberattaque contre le ministère de l'Intérieur.",
    "Le ministre a été placé en garde à vue pour corruption après les révélations d'un pirate.",
    "La CNIL a condamné l'opérateur Free à 42 millions d'euros d'amende après la fuite de données de 2024.",
    "Le tribunal de commerce a condamné l'hébergeur à indemniser ses clients victimes d'un rançongiciel.",
    "La police a arrêté un automobiliste ivre ; le commissariat venait de subir une cyberattaque.",
    "L'entreprise a saisi la CNIL après le vol de données de ses clients.",
    "La mairie a déposé plainte après l'attaque par rançongiciel.",
    "Les pirates ont saisi des identifiants volés pour entrer dans le réseau.",
    "L'Iran a arrêté un cadre de l'opposition pour des messages publiés en ligne.",
    "Le ministre a évoqué une cyberattaque étatique, sans désigner de pays.",
    "Sans nommer la Russie, la ministre a dénoncé une cyberattaque d'ampleur.",
    "La cyberattaque n'a pas été attribuée.",
    "Aucun groupe n'a revendiqué la cyberattaque.",
    "Une panne informatique a touché l'aéroport ; la Russie n'est pas en cause.",
    "Si l'enquête confirme que Moscou est derrière la cyberattaque, Varsovie répondra.",
    "Les sanctions contre la Russie n'ont pas empêché les cyberattaques.",
    "L'expert conseille de se protéger des pirates chinois.",
    "Le procès du pirate russe s'ouvre lundi à Paris.",
    "Thales vend à la France un système de défense contre les cyberattaques russes.",
    "La Russie accuse un ressortissant français d'espionnage.",
    "L'Union européenne a prolongé d'un an son régime de sanctions contre les cyberattaques.",
    "Des cybercriminels russophones ont paralysé l'hôpital.",
    "Un pirate informatique a dérobé les données de deux millions de clients.",
    "Un groupe de hackers prorusses a mis hors service le site de l'Assemblée nationale.",
    "L'hypothèse d'une cyberattaque russe est écartée par les enquêteurs.",
    "Rien ne permet d'affirmer que la Russie est responsable de la cyberattaque, souligne le parquet.",
    "Les autorités n'ont pas confirmé l'implication de la Chine dans le piratage.",
    "L'enquête n'a pas permis d'établir que la Corée du Nord était derrière le piratage.",
    "Les autorités invitent les victimes du rançongiciel à porter plainte.",
    "Les prévenus risquent jusqu'à vingt ans de prison pour ces cyberattaques.",
    "Un pirate libéré après dix ans de prison raconte sa cyberattaque.",
    "L'arrestation d'un opposant a été suivie d'une cyberattaque contre son site.",
    "La mise en examen du ministre éclipse la cyberattaque contre son ministère.",
    "La police conseille de signaler les courriels de phishing ; les gendarmes ont saisi 2 kg de drogue.",
    "La banque a gelé les comptes de clients victimes de phishing.",
    "Le serveur a été saisi d'une requête malveillante.",
    "Une plainte contre X a été déposée après le piratage du site.",
    "Le gouvernement a rappelé les consignes après la cyberattaque.",
    "Derrière le bureau du ministre se trouve un serveur volé par des pirates.",
    "À l'origine du projet, la Chine et la France veulent lutter contre les cyberattaques.",
    "À l'origine de la découverte, Kaspersky a publié un rapport sur les cyberattaques.",
    "Derrière cette application se cache une start-up russe spécialisée dans la cybersécurité.",
    "Victime d'une cyberattaque, la Russie a isolé ses serveurs.",
    "La Chine, cible de cyberattaques, renforce sa défense.",
    "Auteur : Marie Dupont. La Russie est citée dans ce rapport sur les cyberattaques.",
    "Acteurs concernés : Microsoft, Google et la Russie participent au sommet sur la cybersécurité.",
    "Responsable : l'ANSSI coordonne la réponse aux cyberattaques.",
    "Les activités de la Chine en mer inquiètent ; les cyberattaques se multiplient.",
    "Les cyberattaques de la semaine : la Russie, la Chine et l'Iran à la une.",
    "Le rapport décrit les campagnes de la Chine contre le cyberharcèlement.",
    "Les opérations de l'Ukraine contre la désinformation russe continuent en ligne.",
    "Les hackers français liés à l'ANSSI ont remporté le concours de cybersécurité.",
    "La piste de la Russie n'est pas exclue, mais rien ne permet d'attribuer la cyberattaque.",
    "Personne ne sait si la Chine est derrière la cyberattaque.",
    "Nul ne peut affirmer que l'Iran est responsable du piratage.",
    "Selon toute vraisemblance, la cyberattaque a été menée de l'étranger.",
    "Des experts britanniques ont aidé l'Ukraine à repousser une cyberattaque.",
    "L'entreprise chinoise Huawei a été exclue du réseau après des soupçons d'espionnage.",
    "Une faille découverte par des chercheurs chinois est exploitée par des pirates.",
    "Le groupe Lazarus est connu pour ses liens avec la Corée du Nord.",
    "Le Conseil européen a condamné la Russie pour la guerre en Ukraine ; un site a été piraté.",
    "Le procureur réclame dix ans de prison contre le pirate informatique.",
    "Le FBI a averti que des pirates iraniens pourraient viser des hôpitaux.",
    "L'OTAN prévient : une cyberattaque russe pourrait déclencher l'article 5.",
    "La société russe Kaspersky a détecté une campagne de phishing.",
    "Le tribunal a rejeté la plainte de la banque contre des pirates chinois.",
    "Les autorités ont ouvert une enquête contre des hackers russes.",
]


@pytest.mark.parametrize(("text", "claims"), CLAIMS, ids=[text[:50] for text, _ in CLAIMS])
def test_all_that_it_claims_is_read_and_nothing_else(text: str, claims: set[str]) -> None:
    assert told(text) == claims


@pytest.mark.parametrize("text", NOTHING, ids=[text[:50] for text in NOTHING])
def test_what_claims_nothing_gives_nothing(text: str) -> None:
    assert told(text) == set()
