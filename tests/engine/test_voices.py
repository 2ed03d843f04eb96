"""Who speaks beside an accusing sentence: whose accusation it is, and when it stays nobody's or the publication's."""

from __future__ import annotations

import pytest

import jaccuse
from jaccuse.claim import Attribution

Edges = set[tuple[str, str]]


def edges(text: str) -> Edges:
    """(claimant, accused) of all attributions, people and organs under their body or state."""
    reading = jaccuse.read(jaccuse.Document.from_text(text, language="en"))
    return {
        (who.actor.split("/")[0], whom.actor.split("/")[0])
        for claim in reading.claims
        if isinstance(claim, Attribution)
        for who in claim.claimants or ()
        for whom in claim.accused
    }


SOURCED = {
    "the next sentence says that it is theirs": (
        "Sandworm is suspected to be behind the wiper attack on the port. That's according to ESET, which studied the code.",
        {("org:eset", "group:sandworm")},
    ),
    "the findings come from a firm that the text itself introduces": (
        "Suspected Iranian hackers targeted editors with malware. The findings come from the cybersecurity firm Nordlicht.",
        {("org:nordlicht", "IR")},
    ),
    "a passive without agent, and a firm that then speaks of the group": (
        "The group Sandworm has been linked to phishing attacks on ports. "
        '"The group avoids custom tools," ESET said in a report.',
        {("org:eset", "group:sandworm")},
    ),
    "a passive without agent, and a deed that a firm is then shown to have found": (
        "The group Sandworm has been linked to phishing attacks on ports. "
        "The campaign, which was detected by ESET in May, went on for weeks.",
        {("org:eset", "group:sandworm")},
    ),
    "the firm that follows the deed under a name gives the group": (
        "An Iranian espionage group has been attributed to the hack of a magazine. "
        "Microsoft is tracking the activity under the name Cotton Sandstorm.",
        {("org:microsoft", "IR"), ("org:microsoft", "group:cotton-sandstorm")},
    ),
    "the actor is followed by a firm under a name": (
        "A North Korean group has been attributed to phishing attacks on banks. "
        "The actor is being tracked by Proofpoint under the name TA444.",
        {("org:proofpoint", "KP"), ("org:proofpoint", "group:ta444")},
    ),
    "the firm's own words give the group a tool, and the publication alone names the state": (
        "The Russian group Turla has used a new backdoor against embassies. "
        '"The loader differs from the rest of the group\'s malware," ESET researchers said.',
        {("publication", "RU"), ("publication", "group:turla"), ("org:eset", "group:turla")},
    ),
    "a text that breaks off after the name of who is quoted": (
        "The group Sandworm has been linked to phishing attacks on ports.\n"
        '"The attackers send emails with a forged invoice to victims," ESET researchers',
        {("org:eset", "group:sandworm")},
    ),
    "it is who said that it attributes": (
        "Singapore-based Group-IB said it attributed the hacks of two banks to Dark Pink, an espionage group.",
        {("org:group-ib", "group:dark-pink")},
    ),
    "a gang's claim in a headline, and its name below": (
        "Ransomware Gang Claims Attack on Dutch Port\n\nThe port is open again. LockBit, the gang, said it had hacked the port.",
        {("group:lockbit", "group:lockbit")},
    ),
    "a gang that no list knows claims an attack": (
        "The cyberattack on the hospital was claimed by the Copper Lantern ransomware group.",
        {("group:copper-lantern", "group:copper-lantern")},
    ),
    "who is joined in blaming blames too": (
        "Japan joined Washington in blaming Beijing for the cyberattacks on Microsoft Exchange.",
        {("JP", "CN"), ("US", "CN")},
    ),
    "who detected what was linked": (
        "The phishing campaign, which Proofpoint detected in May, has been linked to Iran.",
        {("org:proofpoint", "IR")},
    ),
    "it is the deed just found": (
        "Proofpoint, which discovered the phishing campaign, linked it to Iran.",
        {("org:proofpoint", "IR")},
    ),
    "the researchers of a firm, by a relative": (
        "The phishing campaign was uncovered by ESET, whose researchers attributed it to Sandworm.",
        {("org:eset", "group:sandworm")},
    ),
    "a spokesman for a government": (
        "A spokesman for the German government said Russia was responsible for the cyberattack.",
        {("DE", "RU")},
    ),
    "hackers who say what they did": (
        "Hackers said they had taken down the airport's website in a cyberattack.",
        {("unnamed", "unknown")},
    ),
    "an agency at the end of the sentence": (
        "Russian hackers have been targeting journalists with phishing emails, Britain's National Cyber Security Centre warned on Friday.",
        {("GB", "RU")},
    ),
    "officials of two states": (
        "North Korean hackers are targeting hospitals, U.S. and South Korean intelligence agencies warned.",
        {("US", "KP"), ("KR", "KP")},
    ),
}

NOT_THEIRS = {
    "the victim speaks of the attack": (
        "A cyberattack on Acme Bank has been attributed to Sandworm. The ministry of health of Norway said the attack was over.",
        {("unnamed", "group:sandworm")},
    ),
    "a firm speaks of attackers, and the publication tells the deed": (
        'Russian hackers have targeted banks with phishing emails. "The attackers use several loaders," Trend Micro said in a report.',
        {("publication", "RU")},
    ),
    "a firm only compares": (
        "The North Korean group Kimsuky targeted think tanks with phishing emails. "
        "Mandiant said the group shares features with an older one.",
        {("publication", "KP"), ("publication", "group:kimsuky")},
    ),
    "what others attributed before is not the speaker's": (
        "Cybereason said the tools were found in other cyberattacks attributed to China by the US.",
        {("US", "CN")},
    ),
    "the hackers who speak are no state that stands near": (
        "Hackers stole data of UK firms with ransomware. In an email the hackers said it was their attack.",
        set(),
    ),
    "a firm speaks of another group": (
        "The phishing attack was attributed to APT28. ESET said in a report that Gamaredon was the most active group last year.",
        {("unnamed", "group:apt28")},
    ),
    "a firm only describes the group": (
        "The ransomware group Akira has been linked to the attack on the university. Sophos described the group as young.",
        {("unnamed", "group:akira")},
    ),
    "two firms speak of the group": (
        'The group Sandworm has been linked to phishing attacks on ports. "The group avoids custom tools," ESET said in a report. '
        "Mandiant said in a report the group was less active in May.",
        {("unnamed", "group:sandworm")},
    ),
}


@pytest.mark.parametrize("case", SOURCED)
def test_the_source_stands_beside_the_accusation(case: str) -> None:
    """The claimant is who the neighbouring sentence shows to speak of this very deed or actor."""
    text, wanted = SOURCED[case]
    assert edges(text) == wanted


@pytest.mark.parametrize("case", NOT_THEIRS)
def test_who_only_speaks_nearby_accuses_nobody(case: str) -> None:
    """Victims, rivals and those who speak of something else are no claimants."""
    text, wanted = NOT_THEIRS[case]
    assert edges(text) == wanted
