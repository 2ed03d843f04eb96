"""Texts of our own on one invented operation, read by the real reader into a real ledger: what exports are tested with."""

from __future__ import annotations

from dataclasses import dataclass

import jaccuse
from jaccuse.claim import Reading
from jaccuse.document import Document
from jaccuse.ledger import Ledger
from jaccuse.ledger.entries import Judgement, operation_id


@dataclass(frozen=True)
class Page:
    """One text with its head."""

    text: str
    published: str
    publisher: str
    title: str
    url: str
    language: str = "en"


#: All but the last are about the campaign against Fabrikam mail servers.
PAGES = (
    Page(
        "Firm ties mail server hack to China\n\nThe security firm Mandiant said on 4 March 2024 that hackers linked to China were "
        "likely behind the intrusions into Fabrikam mail servers, an espionage campaign that reached at least 1,200 organisations. "
        "The firm cited infrastructure that it had seen in earlier operations.",
        "2024-03-05", "The Harbour Gazette", "Firm ties mail server hack to China", "https://harbour.example/fabrikam-hack",
    ),
    Page(
        "Allies accuse China over Fabrikam hack\n\nThe United States, the United Kingdom and the European Union accused China on 19 "
        "July 2024 of being behind the hack of Fabrikam mail servers. The White House said with high confidence that hackers "
        "affiliated with China's Ministry of State Security carried out the espionage campaign. Britain's National Cyber Security "
        "Centre said that Chinese state-backed hackers were almost certainly responsible for the cyberattack. China's foreign "
        "ministry denied the accusation. New Zealand condemned the hacking campaign. The European Union announced no sanctions over the Fabrikam hack.",
        "2024-07-19", "The Evening Ledger", "Allies accuse China over Fabrikam hack", "https://ledger.example/2024/07/allies",
    ),
    Page(
        "Piratage de Fabrikam : Washington accuse Pékin\n\nLes États-Unis ont accusé la Chine, lundi 22 juillet 2024, d'avoir mené le "
        "piratage des serveurs de messagerie Fabrikam. Selon la Maison Blanche, des pirates soutenus par l'État chinois ont volé les "
        "données de plus de 1 200 organisations. Pékin a démenti. Paris a condamné la cyberattaque.",
        "2024-07-23", "Le Phare du Soir", "Piratage de Fabrikam : Washington accuse Pékin", "https://phare.example/fabrikam", "fr",
    ),
    Page(
        "Chinese national indicted over Fabrikam intrusions\n\nThe US Justice Department on 1 September 2024 indicted Zhou Mingde, a Chinese national, for "
        "the hack of Fabrikam mail servers, saying that he worked for China's Ministry of State Security. The European Union imposed "
        "sanctions on China's Ministry of State Security over the Fabrikam hack. China's foreign ministry called the charges baseless.",
        "2024-09-02", "The Harbour Gazette", "Chinese national indicted over Fabrikam intrusions", "https://harbour.example/indicted",
    ),
    Page(
        "Port attacked\n\nUkraine accused Russia's military intelligence service GRU on 2 May 2023 of the wiper attack on a port.",
        "2023-05-02", "The Evening Ledger", "Port attacked", "https://ledger.example/2023/05/port",
    ),
)  # fmt: skip


def read(page: Page) -> Reading:
    """The page as the reader reads it."""
    head = {name: getattr(page, name) for name in ("language", "title", "published", "publisher", "url")}
    return jaccuse.read(Document.from_text(page.text, **head))


def fill(ledger: Ledger) -> list[Reading]:
    """Put the pages into the ledger, and join the operations on Fabrikam as a person would; the readings, in the order of PAGES."""
    readings = [read(page) for page in PAGES]
    ledger.add_many(readings)
    first, *others = [operation_id(reading.document.id, 1) for reading in readings[:-1]]
    for other in others:
        ledger.act(
            Judgement(left=first, right=other, verdict="same", by="ana", reason="one campaign, by its product and victims")
        )
    ledger.settle()
    return readings
