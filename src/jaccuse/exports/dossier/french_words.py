"""The words of dossiers in French. `~` in a passage is a no-break space, `^` a narrow one."""

from __future__ import annotations

LABELS = {
    "dossier": "Dossier",
    "unnamed operation": "une opération sans nom",
    "brief": "En bref",
    "operation": "L'opération, telle que la décrivent les documents",
    "timeline": "Chronologie",
    "accusers": "Qui accuse qui",
    "accounts": "Accusateur par accusateur",
    "ties": "Le lien avec un État, selon chaque accusateur",
    "measures": "Mesures",
    "replies": "Ce que répondent les mis en cause",
    "support": "Soutiens",
    "absent": "Absents de la coalition habituelle",
    "corroboration": "Ce sur quoi repose l'accusation",
    "disputed": "Ce qui est contesté, écarté ou retiré",
    "own": "Revendications",
    "remarks": "Propos qui ne désignent aucun responsable",
    "unreviewed": "Ce que personne n'a relu",
    "method": "Comment ce dossier a été établi",
    "checkpoint": "Le registre dont il est tiré",
    "notes": "Citations et sources",
    "documents": "Documents",
    "back": "retour au texte",
    "contents": "Sommaire",
    "note": "note",
    "accuser": "Accusateur",
    "accused": "Mis en cause",
    "tie": "Lien allégué avec l'État",
    "put": "Formulation",
    "certainty": "Certitude exprimée",
    "first": "Première fois",
    "last": "Dernière fois",
    "in": "Dans",
    "sources": "Notes",
    "value": "Élément",
    "said": "Ce que disent les documents",
    "date": "Date",
    "event": "Ce qui est affirmé",
    "publisher": "Éditeur",
    "title": "Titre",
    "claims": "Énoncés",
    "hash": "SHA-256 du document",
    "none worded": "aucune",
    "no tie": "aucun lien indiqué",
    "name": "Nom",
    "activities": "Nature",
    "products": "Produits touchés",
    "victims": "Victimes",
    "malware": "Logiciels malveillants",
    "vulnerabilities": "Vulnérabilités",
    "start": "Début",
    "end": "Fin",
    "scale": "Ampleur",
    "lane measures": "Mesures",
    "lane replies": "Réponses",
    "lane support": "Soutiens",
    "lane disputed": "Contesté, écarté",
    "lane others": "{n} autres accusateurs",
    "key stated": "affirmé",
    "key suspected": "soupçonné",
    "key hearsay": "rapporté avec distance",
    "key charged": "dans un acte juridique",
    "key other": "mesure, réponse, soutien ou contestation",
    "key span": "jour inconnu~: mois ou année",
    "not reviewed": "non relu par une personne",
    "accepted": "validé par une personne",
    "corrected": "corrigé par une personne",
    "partly": "validé en partie par une personne",
    "rejected": "rejeté par une personne",
    "differs": "une lecture plus récente diffère de celle de la personne",
    "undated": "sans date",
    "untitled": "sans titre",
    "unpublished": "éditeur inconnu",
}
NOUNS = {
    "document": ("document", "documents"),
    "story": ("récit indépendant", "récits indépendants"),
    "claim": ("énoncé", "énoncés"),
    "more": ("autre énoncé", "autres énoncés"),
    "accusation": ("accusation", "accusations"),
    "accuser": ("accusateur", "accusateurs"),
    "publisher": ("éditeur", "éditeurs"),
    "incident": ("affaire", "affaires"),
    "person": ("personne", "personnes"),
    "mark": ("événement", "événements"),
}
ACTIVITIES = {
    "espionage": "espionnage", "ip-theft": "vol de propriété intellectuelle", "financial-theft": "vol d'argent",
    "extortion": "extorsion", "influence": "influence", "disruption": "perturbation", "sabotage": "sabotage",
    "data-theft": "vol de données", "hack-and-leak": "piratage et divulgation", "ransomware": "rançongiciel",
    "cryptojacking": "minage clandestin", "ddos": "déni de service", "wiper": "destruction de données",
    "defacement": "défiguration de sites", "access-only": "intrusion", "supply-chain": "attaque par la chaîne d'approvisionnement",
    "phishing": "hameçonnage", "exploit": "exploitation d'une vulnérabilité",
}  # fmt: skip
LINKS = {
    "state": "l'État lui-même", "organ": "un organe de l'État", "directed": "sur ses ordres", "contracted": "sous contrat avec lui",
    "backed": "avec son soutien", "affiliated": "affiliation", "linked": "lien non précisé", "encouraged": "avec ses encouragements",
    "tolerated": "toléré par lui", "located": "présence sur son territoire", "nationality": "nationalité, ou désignation par celle-ci",
    "rogue": "hors de son contrôle", "none": "aucun lien indiqué",
}  # fmt: skip
LEVELS = {
    "unlikely": "improbable", "even": "une chance sur deux", "possible": "possible", "likely": "probable",
    "very-likely": "très probable", "near-certain": "quasi certain", "low": "faible", "moderate": "modéré", "high": "élevé",
}  # fmt: skip
CONFIDENCE = {"low": "confiance faible", "moderate": "confiance modérée", "high": "confiance élevée"}
SCOPES = {"authorship": "quant aux auteurs", "purpose": "quant au seul but poursuivi", "link": "quant au seul lien avec l'État"}
PUT = {
    "stated": "affirmé", "suspected": "soupçonné", "hearsay": "rapporté avec distance", "charged": "dans un acte juridique",
    "located": "localisé",
}  # fmt: skip
BOUNDS = {"at-least": "au moins ", "at-most": "au plus ", "about": "environ ", "exact": ""}
MEASURES = {
    "indictment": "inculpation", "charges": "poursuites", "complaint": "plainte", "arrest": "arrestation",
    "extradition": "extradition", "plea": "plaider-coupable", "conviction": "condamnation pénale", "sentence": "peine prononcée",
    "sanctions": "sanctions", "asset-freeze": "gel d'avoirs", "travel-ban": "interdiction d'entrée", "expulsion": "expulsion",
    "summons": "convocation d'un représentant diplomatique", "recall": "rappel d'un ambassadeur", "protest": "protestation officielle",
    "reward": "récompense contre renseignement", "takedown": "démantèlement d'infrastructures",
    "export-control": "contrôle des exportations", "lawsuit": "action en justice", "advisory": "bulletin d'alerte",
}  # fmt: skip
MEASURE_STATUSES = {
    "adopted": "mesure prise, selon le document",
    "requested": "mesure demandée, non prise",
    "threatened": "mesure brandie comme menace, non prise",
    "absent": "mesure expressément non prise, selon le document",
    "lifted": "mesure levée",
}
UNPROVEN = {"indictment", "charges", "complaint", "arrest", "extradition", "reward", "lawsuit"}
REPLIES = {
    "denial": ("dément", "démentent"),
    "dismissal": ("rejette l'accusation", "rejettent l'accusation"),
    "no-comment": ("se refuse à tout commentaire", "se refusent à tout commentaire"),
    "none-yet": ("n'a pas encore répondu", "n'ont pas encore répondu"),
    "counter-accusation": ("accuse à son tour", "accusent à leur tour"),
    "demand-for-proof": ("réclame des preuves", "réclament des preuves"),
    "protest": ("proteste", "protestent"),
    "acknowledgement": ("reconnaît les faits allégués", "reconnaissent les faits allégués"),
}
SUPPORTS = {
    "endorse": ("appuie l'accusation", "appuient l'accusation"),
    "condemn": ("condamne l'opération sans désigner de responsable", "condamnent l'opération sans désigner de responsable"),
    "solidarity": (
        "exprime sa solidarité sans désigner de responsable",
        "expriment leur solidarité sans désigner de responsable",
    ),
}
PASSAGES = {
    "title": "Qui accuse qui~: {name}",
    "title unnamed": "Qui accuse qui~: une opération que les documents ne nomment pas",
    "subtitle": "{claims} dans {documents}, {span}^; affaire {id}",
    "span": "du {first} au {last}",
    "span one": "{first}",
    "verdict": "Ce dossier consigne ce qui a été affirmé, par qui et en quels termes. Il ne dit pas que cela est vrai.",
    "innocent": "Les personnes nommées ici sont présumées innocentes~: ni une accusation, ni une mise en examen, ni une sanction n'établit "
    "une culpabilité.",
    "counts": "Des énoncés sur cette opération figurent dans {documents}, soit {stories} (les copies d'un même texte comptent pour un). "
    "{claims} sont pris en compte, dont {accusations}, c'est-à-dire autant de couples d'un accusateur et d'un mis en cause.",
    "accused of": "Mis en cause~: {accused}. Par~: {accusers}.",
    "is one": "",
    "is many": "",
    "first accusation": "La première accusation relevée date {of_date}~; elle émane {de_by}. La plus récente date {of_last}.",
    "only accusation": "Les accusations relevées datent {of_date}.",
    "no accusation": "Aucun énoncé relevé ici n'accuse qui que ce soit.",
    "ties differ": "Les accusateurs ne formulent pas de la même manière le lien avec {state}~: {ties}. Aucune de ces formulations "
    "n'est retenue ici de préférence aux autres.",
    "tie alike": "Tous ceux qui évoquent un lien avec {state} le formulent de la même manière~: {ties}.",
    "replied": "Réponses relevées~: {replies}.",
    "no reply": "Aucune réponse des mis en cause n'a été relevée dans ces documents, ce qui ne veut pas dire qu'il n'y en ait pas eu.",
    "disputed": "{count} contestent, écartent ou retirent une attribution.",
    "disputed one": "Un énoncé conteste, écarte ou retire une attribution.",
    "looked": "{reviewed} des {claims} ont été relus par une personne~; les autres sont donnés tels que la machine les a lus.",
    "looked all": "Tous les énoncés ont été relus par une personne.",
    "looked none": "Aucun de ces énoncés n'a encore été relu par une personne~: tous sont donnés tels que la machine les a lus.",
    "tie words": "{accuser}~: {link}",
    "absent counted": "{actor}~: présence relevée (accusation, appui ou condamnation) dans {together} des {of} dernières autres affaires où "
    "l'un de ces accusateurs a mis en cause {state}.",
    "absent list": "{actors}~: souvent parmi ceux qui attribuent ensemble (liste établie d'avance, faute d'un nombre suffisant d'affaires).",
    "absent note": "Une absence ne dit rien de ses raisons, ni de ce qui a été publié ailleurs.",
    "corroborated": "{accused}~: {accusers} ({names}), {documents}, {stories}, {publishers}.",
    "independent": "Les documents qui reprennent un même texte comptent pour un seul récit. Des éditeurs différents peuvent néanmoins "
    "s'appuyer sur la même déclaration~: plusieurs accusateurs ne font pas une preuve, et plusieurs documents peuvent n'avoir qu'une source.",
    "unreviewed": "Énoncés non relus par une personne~: {count} ({notes}).",
    "aside": "Ni comptés, ni montrés~: {rejected} rejetés par une personne, {superseded} qu'une lecture plus récente ne retrouve pas.",
    "method": "jaccuse {version} a lu les documents au moyen d'un analyseur syntaxique et de règles, sans modèle de langue génératif, et a "
    "consigné chaque énoncé avec les mots exacts qui le portent. Il a réuni les opérations de documents différents qui n'en font qu'une, "
    "d'après un score dont le détail peut être affiché^; les décisions des personnes l'emportent. Les phrases ci-dessus sont tirées de ces "
    "seuls énoncés et n'y ajoutent rien. La machine laisse échapper des énoncés et commet des erreurs~: lisez les mots cités en note "
    "avant de vous servir d'un énoncé.",
    "method dates": "Les dates ont la précision des documents, sans plus. «~Dans un document du~» signifie que l'énoncé n'est pas daté "
    "lui-même et que la date donnée est celle du document. «~Affirme~» veut dire seulement que le propos n'était pas nuancé.",
    "checkpoint": "Voici le point de contrôle (checkpoint) des {size} lignes du registre. Quiconque dispose du registre peut vérifier par "
    "`jaccuse verify --checkpoint` que rien n'y a été modifié depuis^; l'identifiant de chaque énoncé mène à son histoire.",
    "note details": "caractères {spans} du texte^; énoncé {claim}^; {reviewed}",
    "several": "{shown} notes sur {all} sont données ici^; `jaccuse claims` dresse la liste de tous les énoncés.",
    "more notes": "et {count} qui ne sont pas montrés ici",
    "from documents": "{value} ({documents})",
    "timeline": "Qui l'a dit, quand et comment",
    "timeline alternative": "Chronologie~: {first} – {last}. {lanes}. Le tableau qui suit dit la même chose en mots.",
    "lane words": "{label}~: {marks}",
    "chronology": "La même chose en mots",
    "accusers caption": "Accusateurs et mis en cause, avec la formulation et les dates de chaque accusation",
    "ties caption": "Le lien avec un État allégué par chaque accusateur",
    "operation caption": "Valeurs données par les documents, avec le nombre de documents qui donnent chacune",
    "documents caption": "Documents de cette affaire",
}
PASSAGES = {key: told.replace("~", "\N{NO-BREAK SPACE}").replace("^", "\N{NARROW NO-BREAK SPACE}") for key, told in PASSAGES.items()}
LABELS = {key: told.replace("~", "\N{NO-BREAK SPACE}") for key, told in LABELS.items()}
