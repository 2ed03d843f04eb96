"""English news, statements and reports of our own words, each with all its accusations: who accuses whom, and who declines to."""

from __future__ import annotations

import json

import pytest

import jaccuse

# text -> the edges "CLAIMANT>ACCUSED" of its live attributions, at the level of states, bodies and groups
CASES: list[tuple[str, list[str]]] = [
    ("Finnish parliament hack the work of Chinese state group, police say", ["FI>CN"]),
    ("A Spanish journalist said he was spied on by Morocco with spyware.", ["unnamed>MA"]),
    (
        "Home Affairs Minister K. Shanmugam said UNC3886 was attacking Singapore's critical infrastructure in a cyber espionage campaign.",
        ["SG>group:unc3886"],
    ),
    ("The hosting company Stark runs the servers that were used in the cyberattack.", []),
    ("A Sydney man hacked the accounts of a bank in Australia, police said.", []),
    ("Lithuania could see more Chinese cyber activity, an expert said.", []),
    ("Security expert Lena Marsh doubts claims that North Korea hacked the studio.", ["contest:person:lena-marsh"]),
    ("Investigators see the involvement of North Korea in the theft of tokens from the exchange by hackers.", ["unnamed>KP"]),
    ("The inquiry established links between the hackers and Russia's GRU, Czech police said.", ["CZ>RU"]),
    ("The analysts of ESET said the wiper could be the work of Sandworm.", ["org:eset>group:sandworm"]),
    ("KillNet said on Telegram that it was behind the DDoS attack on the airport.", ["group:killnet>group:killnet"]),
    (
        "US prosecutors charged two Iranians who they say worked for the Revolutionary Guards with hacking a presidential campaign.",
        ["US>IR"],
    ),
    ("Three officers of Russia's GRU were indicted in the United States over the hack of a satellite operator.", ["US>RU"]),
    ("Moscow-backed hackers breached the mail of Germany's Social Democrats, Berlin said.", ["DE>RU"]),
    ("Beijing rejected Washington's accusation that it had hacked telecoms companies.", ["US>CN"]),
    (
        "The breach was the result of an operation by Turla, a group which Western agencies tie to Russia's FSB, the firm Sekoia said.",
        ["org:sekoia>group:turla"],
    ),
    (
        "Norway, Sweden, Denmark, Finland, Iceland and the Netherlands jointly attributed the cyberattack on the shipping registry to China.",
        ["DK>CN", "FI>CN", "IS>CN", "NL>CN", "NO>CN", "SE>CN"],
    ),
    (
        "The governments of Japan, South Korea and the United States said in a joint statement that North Korea had stolen $600 million in cryptocurrency.",
        ["JP>KP", "KR>KP", "US>KP"],
    ),
    ("Poland's digital affairs minister said Russia was responsible for the cyberattack on the space agency.", ["PL>RU"]),
    (
        "Poland's Digital Affairs Minister Krzysztof Gawkowski said the Russians were responsible for the cyberattack on the space agency.",
        ["PL>RU"],
    ),
    ("Estonia named three GRU officers as the hackers behind the 2020 cyberattacks on its ministries.", ["EE>RU"]),
    ("The United Kingdom exposed a GRU unit behind cyberattacks on Ukraine's logistics.", ["GB>RU"]),
    ("Ukraine's CERT-UA warned of new phishing attacks by UAC-0050.", ["UA>group:uac-0050"]),
    (
        "Denmark's intelligence service said the cyberattack on a waterworks had been carried out by the pro-Russian group Z-Pentest.",
        ["DK>group:z-pentest"],
    ),
    ("Denmark holds Russia responsible for two cyberattacks that it called destructive and disruptive.", ["DK>RU"]),
    ("Moldova's prime minister accused Moscow of waging a hybrid war that includes cyberattacks.", ["MD>RU"]),
    ("South Korea imposed sanctions on Kimsuky for stealing satellite technology by hacking.", ["KR>group:kimsuky"]),
    ("Taiwan says China's cyberattacks on its infrastructure rose six per cent last year.", ["TW>CN"]),
    ("Taiwan's National Security Bureau said hackers from China had attacked hospitals 2.6 million times a day.", ["TW>CN"]),
    ("The prime minister of Australia said a state-based actor was behind the cyberattack but would not name the country.", []),
    (
        "According to Google's Threat Intelligence Group, the hackers of APT44 sabotaged a mill in Denmark.",
        ["org:google>group:sandworm"],
    ),
    (
        "Google's Threat Intelligence Group said APT41 had used calendar entries to control its malware.",
        ["org:google>group:apt41"],
    ),
    ("Microsoft observed Storm-2603 deploying ransomware through SharePoint flaws.", ["org:microsoft>group:storm-2603"]),
    (
        "Microsoft said that two Chinese nation-state actors, Linen Typhoon and Violet Typhoon, had exploited the flaws in SharePoint servers.",
        ["org:microsoft>CN", "org:microsoft>group:apt27", "org:microsoft>group:apt31"],
    ),
    (
        "Dutch intelligence agencies identified a previously unknown Russian hacker group, Laundry Bear, as the one that stole the contact details of police officers.",
        ["NL>RU", "NL>group:laundry-bear"],
    ),
    ("The FBI said that Salt Typhoon had hacked at least 200 companies in the United States.", ["US>group:salt-typhoon"]),
    (
        "The Czech government accused China on Wednesday of being responsible for a malicious cyber campaign targeting a network of its foreign ministry.",
        ["CZ>CN"],
    ),
    ("NATO and the EU voiced solidarity with the Czech Republic after it blamed China for the cyberattack.", ["CZ>CN"]),
    ("An Iranian group calling itself Robert threatened to leak more emails stolen in the hack.", []),
    ("The hack was later attributed by US intelligence agencies to Iran.", ["US>IR"]),
    ("US intelligence agencies concluded that Iran had hacked the campaign.", ["US>IR"]),
    ("The agency said it was confident that the Chinese government was behind the intrusion.", ["unnamed>CN"]),
    ("Kyivstar's chief executive said Russian hackers had wiped thousands of virtual servers.", ["org:kyivstar>RU"]),
    (
        "Hackers working for the Russian government broke into the court filing system of the United States, according to people briefed on the breach.",
        ["unnamed>RU"],
    ),
    (
        "Investigators have uncovered evidence that Russia is at least partly responsible for the hack of the court system.",
        ["unnamed>RU"],
    ),
    (
        "Lab Dookhtegan, a hacktivist group, said it had disrupted the communications of 60 Iranian ships.",
        ["group:lab-dookhtegan>group:lab-dookhtegan"],
    ),
    (
        "Predatory Sparrow claimed that it had destroyed data at Iran's Bank Sepah.",
        ["group:predatory-sparrow>group:predatory-sparrow"],
    ),
    ("Iran accused Israel of a massive cyberattack on its infrastructure.", ["IR>IL"]),
    ("China's state security ministry accused the US National Security Agency of hacking its national time centre.", ["CN>US"]),
    ("Norway attributed the cyberattack on the registry to China.", ["NO>CN"]),
    ("ESET, which found the malware, tracks the group behind the campaign as Sandworm.", ["org:eset>group:sandworm"]),
    ("ESET tracks the group as one of the busiest.", []),
    ("ESET tracks hacking groups such as Sandworm.", []),
    ("Prague has established links between the hackers and Russia's GRU.", ["CZ>RU"]),
    ("Wellington found links between APT40 and the cyberattack on its parliament.", ["NZ>group:apt40"]),
    ("Prague found no links between the hackers and Russia's GRU.", []),
    ("Prague is looking for links between the hackers and the bank.", []),
    ("Warsaw has confirmed Russia's involvement in the hack of its railways.", ["PL>RU"]),
    ("Investigators uncovered evidence of the involvement of North Korea in the crypto theft.", ["unnamed>KP"]),
    ("Warsaw denied Poland's involvement in the hack.", []),
    ("Russian involvement in the hack would change little.", []),
    ("Warsaw is looking into possible Russian involvement in the outage.", []),
    ("The report showed Iranian involvement in the hack of the campaign.", ["unnamed>IR"]),
    ("CISA warned of a phishing campaign by Iranian hackers.", ["US>IR"]),
    ("CISA warned of possible Russian cyberattacks.", []),
    ("CISA warned of new attacks by Iranian hackers on water utilities.", ["US>IR"]),
    ("CISA warned of more Russian cyberattacks to come.", []),
    (
        "The governments of Australia and Canada published an advisory on a cyber campaign by Unit 26165 of the Russian GRU.",
        ["AU>RU", "CA>RU"],
    ),
    (
        "Germany has shared publicly its assessment on APT28's compromise of e-mail accounts in a cyber campaign.",
        ["DE>group:apt28"],
    ),
    ("A Chinese cyber espionage campaign was much larger than known, the Dutch intelligence service MIVD warned.", ["NL>CN"]),
    ("The Russian cyberattack on the satellite lasted for weeks.", ["publication>RU"]),
    ("A Russian cyberattack was feared.", []),
    ("The feared Russian cyberattack never came.", []),
    ("Chinese cyberattacks are a threat to the grid.", []),
    ("Finland said the Russians were responsible for the cyberattack on its agency.", ["FI>RU"]),
    ("Finland charged two Russians with the hack of its parliament.", []),
    ("Finland accused two Russians of hacking its parliament.", []),
    (
        "Poland's digital affairs minister, Krzysztof Gawkowski, said on Tuesday that Russia's GRU had tried to hack the computers of two plants.",
        ["PL>RU"],
    ),
    (
        "Poland said on Tuesday that Russia's GRU had tried to shut down the control systems of two heat and power plants.",
        ["PL>RU"],
    ),
    ("Hackers allied with Pakistan launched about 1.5 million cyberattacks on Indian websites, Indian police said.", ["IN>PK"]),
    (
        "Corvane Security, based in Rotterdam, said it had found the intruders at four companies and that it attributed the hacking activity with moderate confidence to APT32.",
        ["org:corvane-security>group:apt32"],
    ),
    (
        "FireEye reported that the group APT32 had tried to break into email accounts at China's Ministry of Emergency Management.",
        ["org:fireeye>group:apt32"],
    ),
    (
        "APT32 is a hacking group. FireEye reported that the group had tried to break into email accounts at China's Ministry of Emergency Management.",
        ["org:fireeye>group:apt32"],
    ),
    (
        "Armenia's National Security Service said a wave of defacements was carried out by hackers based in Azerbaijan.",
        ["AM>AZ"],
    ),
    ("The NCSC assesses that the malware is the work of APT28, Britain said.", ["GB>group:apt28"]),
    (
        "In 2018 the United Kingdom and the Netherlands attributed to the GRU an attempt to gain access to the computer networks of the OPCW.",
        ["GB>RU", "NL>RU"],
    ),
    (
        "The United Kingdom has today exposed and sanctioned three units of the GRU, Russia's military intelligence service, for a sustained campaign of malicious cyber activity.",
        ["GB>RU"],
    ),
    (
        "In May the UK and international partners, among them the United States, Germany and Poland, issued an advisory on a GRU cyber campaign against Western firms.",
        ["DE>RU", "GB>RU", "PL>RU", "US>RU"],
    ),
    (
        "The Czech Republic has today attributed to the People's Republic of China the compromise of one of its ministry's networks, which was carried out by the hacker group APT31, linked to the Chinese Ministry of State Security.",
        ["CZ>CN", "CZ>group:apt31"],
    ),
    (
        "In July 2021 the EU urged the Chinese authorities to act against malicious cyber activities conducted from their territory by the groups APT40 and APT31.",
        ["EU>CN", "EU>group:apt31", "EU>group:apt40"],
    ),
    (
        "A cyberespionage group affiliated with Türkiye exploited an unknown flaw to spy on Kurdish military personnel in Iraq, Microsoft said Monday.",
        ["org:microsoft>TR"],
    ),
    (
        "A memo of the US Department of Homeland Security says the hackers known as Salt Typhoon spent nine months inside the network of a state's National Guard.",
        ["US>group:salt-typhoon"],
    ),
    (
        "We urge the US to stop its cyber theft and sabotage against China at once, the Chinese foreign ministry said.",
        ["CN>US"],
    ),
    (
        "We assess that the wiper campaign was conducted by Sandworm, which we consider to be Unit 74455 of Russia's GRU, ESET said.",
        ["org:eset>RU", "org:eset>group:sandworm"],
    ),
    (
        "Tarn Security's research team has been tracking a destructive cyber campaign in Latvia. We call it SLEETLINE. We assess with moderate confidence that SLEETLINE was conducted by Sandworm (also tracked as Seashell Blizzard and APT44), which we, like most of our peers, consider to be Unit 74455 of Russia's GRU.",
        ["org:tarn-security>RU", "org:tarn-security>group:sandworm"],
    ),
    (
        "After the wiper attack the agency CERT.LV told us that it is handling the incidents and does not comment on attribution.",
        ["declined:LV"],
    ),
    ("Germany's BSI declined to say who might be responsible for the hack.", ["declined:DE"]),
    ("The minister of Norway would not say which country was behind the hack.", ["declined:NO"]),
    (
        "A pro-Russian Telegram channel, Baltic Hammer, took credit for the cyberattack the following morning.",
        ["group:baltic-hammer>group:baltic-hammer"],
    ),
    ("ESET ruled out Sandworm as the author of the wiper.", ["declined:org:eset"]),
    ("A pro-Russian channel, Baltic Hammer, took credit for the DDoS attack.", ["group:baltic-hammer>group:baltic-hammer"]),
    ("The BSI said it had no comment on the hackers.", []),
    ("The bank would not say how the hackers got in.", []),
    (
        "One of the affected companies, the German firm Elbkathode, confirmed that it had suffered a cyber intrusion last autumn and had informed the Federal Office for Information Security. The agency declined to say who might be responsible.",
        ["declined:DE"],
    ),
    (
        "Facebook said in December 2020 that it had traced the hacking group APT32 to CyberOne, an IT company in Ho Chi Minh City, and had removed its accounts from the platform.",
        ["org:facebook>group:apt32", "org:facebook>org:cyberone"],
    ),
    (
        "The cyberespionage group affiliated with Türkiye exploited an unknown flaw, Microsoft said Monday. The group, which Microsoft calls Marbled Dust, abused a bug in Output Messenger to plant backdoors.",
        ["org:microsoft>TR", "org:microsoft>group:sea-turtle"],
    ),
    (
        "Taiwan's National Security Bureau recorded more cyberattacks last year. The bureau singled out five groups that it said work with the Chinese military: BlackTech, Flax Typhoon, Mustang Panda, APT41 and UNC3886.",
        [
            "TW>CN",
            "TW>group:apt41",
            "TW>group:blacktech",
            "TW>group:flax-typhoon",
            "TW>group:mustang-panda",
            "TW>group:unc3886",
        ],
    ),
    (
        "Indian police named several groups behind the cyberattacks in a report, including APT36, Pakistan Cyber Force and Team Insane PK.",
        ["IN>group:pakistan-cyber-force", "IN>group:team-insane-pk", "IN>group:transparent-tribe"],
    ),
    ("Police in the Chinese city of Guangzhou accused Taiwan's military of hacking a technology company.", ["CN>TW"]),
    (
        "After the Pulwama bombing in 2019 the Pakistani foreign ministry said its website had been hacked from India.",
        ["PK>IN"],
    ),
    (
        "Pakistan's own institutions had been under sustained cyber attack by Indian state hackers since April, he said.",
        ["unnamed>IN"],
    ),
    ("Beijing urged the United States to stop its cyberattacks on China.", ["CN>US"]),
    ("Washington urged Russia to act against ransomware gangs.", []),
    (
        "Norway blamed Russia for the hack of its parliament, which was carried out by the hackers of APT28.",
        ["NO>RU", "NO>group:apt28"],
    ),
    (
        "US prosecutors charged two Iranians with hacking a presidential campaign. The men worked for the Revolutionary Guards, according to the indictment.",
        ["US>IR"],
    ),
    (
        "The U.S. Justice Department on Wednesday announced charges against 12 Chinese nationals it accuses of breaking into the computers of dissidents. Two of the defendants are officers of China's Ministry of Public Security, according to an indictment unsealed in New York.",
        ["US>CN"],
    ),
    (
        "The U.S. Justice Department on Wednesday announced charges against 12 Chinese nationals it accuses of hacking newspapers in what prosecutors described as a thriving market of hackers paid by Beijing.",
        ["US>CN"],
    ),
    (
        "The U.S. Justice Department charged a Russian man with hacking a bank. The FBI worked with Ukraine's police in the case, prosecutors said.",
        [],
    ),
    ("The U.S. charged two Ukrainians with ransomware attacks. The men were arrested by officers of the Polish police.", []),
    (
        "The Canadian Centre for Cyber Security and the FBI said on Friday that hackers sponsored by China had compromised network devices. The agencies said the actors, tracked as Salt Typhoon, exploited a known flaw.",
        ["CA>CN", "CA>group:salt-typhoon", "US>CN", "US>group:salt-typhoon"],
    ),
    (
        "Belgium's federal prosecutor has opened an investigation into a suspected breach of the state security service by Chinese hackers.",
        ["publication>CN"],
    ),
    (
        "The Lazarus group has targeted drone makers with malware, researchers at ESET have found.",
        ["org:eset>group:lazarus-group"],
    ),
    (
        "The EU's cybersecurity agency ENISA said on Monday that ransomware was to blame. It did not say who was behind the attack.",
        ["declined:EU"],
    ),
    (
        "The EU condemned a cyber campaign that the Czech Republic blamed on China. Albania, Moldova, North Macedonia and Norway align themselves with this statement.",
        ["CZ>CN"],
    ),
    (
        "This is a statement on malicious cyber activities. We call on all states to refrain from such conduct.\n\nAlbania, Moldova, North Macedonia and Norway align themselves with this statement.",
        [],
    ),
    (
        "A cyberespionage group affiliated with Türkiye exploited an unknown flaw, Microsoft said Monday. The group, which Microsoft calls Marbled Dust and which overlaps with Sea Turtle, abused a bug to plant backdoors.",
        ["org:microsoft>TR", "org:microsoft>group:sea-turtle"],
    ),
    (
        "A cyberespionage group affiliated with Türkiye exploited an unknown flaw, Microsoft said Monday. The group, which Microsoft calls Marbled Dust, abused a bug to plant backdoors.",
        ["org:microsoft>TR", "org:microsoft>group:sea-turtle"],
    ),
    (
        "The US charged two Chinese nationals with hacking on Wednesday. Yin, a member of the group APT27, is accused of taking part in the breach of the Treasury.",
        ["US>group:apt27"],
    ),
    (
        "The hacker group Silent Crow said on Monday that it had destroyed some 7,000 servers of Aeroflot.",
        ["group:silent-crow>group:silent-crow"],
    ),
    (
        "The hacker groups Silent Crow and Black Owl said on Monday that they had destroyed some 7,000 servers of Aeroflot.",
        ["group:black-owl>group:black-owl", "group:silent-crow>group:silent-crow"],
    ),
    (
        "Hackers working for the regime in North Korea have stolen more than $3 billion in crypto, a senior US Treasury official said.",
        ["US>KP"],
    ),
    (
        "Canada: Salt Typhoon breached telecom in February\n\nOTTAWA - The Canadian Centre for Cyber Security and the FBI said on Friday that hackers sponsored by the People's Republic of China had compromised three network devices of a Canadian telecommunications company in mid-February. The agencies said the actors, tracked as Salt Typhoon, exploited a known flaw in Cisco software to fetch configuration files.",
        ["CA>CN", "CA>group:salt-typhoon", "US>CN", "US>group:salt-typhoon"],
    ),
    (
        "Norwegian dam opened by hackers, police say\n\nOSLO - Pro-Russian hackers took over the control system of a dam in western Norway in April and let water run for hours, the head of the police security service PST said on Wednesday. Beate Gangas said the aim of such operations was to spread fear. Russia's embassy in Oslo called her statements unfounded and politically motivated.",
        [],
    ),
    (
        "ESET: Lazarus went after drone makers in Europe\n\nThe North Korea-aligned Lazarus group has targeted at least three European companies that make drones or parts for them, researchers at ESET have found. The intruders sent fake job offers together with a trojanised PDF reader. According to ESET, the campaign, which it regards as a new wave of Operation DreamJob, began in March 2025. The company did not name the victims.",
        ["org:eset>KP", "org:eset>group:lazarus-group"],
    ),
    (
        "Amazon says it stopped Russian watering hole\n\nAmazon's threat intelligence team said it had disrupted a watering hole campaign by APT29, a group associated with Russia's Foreign Intelligence Service. Compromised websites sent some visitors to pages that looked like a Cloudflare check. \"We isolated affected EC2 instances,\" wrote CJ Moses, the company's chief information security officer.",
        ["org:amazon>RU", "org:amazon>group:apt29"],
    ),
    (
        "Statement by the Government of the Netherlands on the police hack\n\nThe Dutch intelligence services AIVD and MIVD have established that a previously unknown Russian cyber group was responsible for the hack of the police in September 2024. They call it Laundry Bear. The services assess that the group acts with the support of the Russian state. Laundry Bear has gone after Microsoft Exchange environments in EU and NATO countries.",
        ["NL>RU", "NL>group:laundry-bear"],
    ),
    (
        "Ransomware gang Qilin claims attack on brewer\n\nTOKYO - The Qilin ransomware group said on Tuesday it was behind the cyberattack on Asahi that halted production at the Japanese beer maker's plants. On its leak site it posted 29 images that it said showed internal documents. Asahi declined to comment.",
        ["group:qilin>group:qilin"],
    ),
    (
        "Tanker firm blames former employee for outage\n\nA shipping company in Piraeus said on Monday that a system administrator whom it had dismissed wiped its booking database. Greek police arrested the man, a 41-year-old Greek national. Rumours that Russian hackers were involved were wrong, the company said.",
        [],
    ),
    (
        "Israeli-linked hackers burn $90 million of Iranian exchange\n\nA hacking group known as Predatory Sparrow said on Wednesday that it had attacked Nobitex, Iran's largest crypto exchange, and destroyed more than $90 million. The group, which is widely believed to have ties to Israel, accused the exchange of helping the Revolutionary Guards evade sanctions. Israel has never commented on the group.",
        ["group:predatory-sparrow>group:predatory-sparrow"],
    ),
    (
        'FBI dismantles botnet\n\nThe FBI said on Tuesday it had hacked into hundreds of routers in the United States to delete malware that criminals had planted there. A judge in Texas approved the operation. "We took the tool away from them," an agent said.',
        [],
    ),
    (
        "Two charged with spying for China\n\nA German court on Monday charged a couple with passing data on ship engines to China's Ministry of State Security. They had met officers of the ministry in Macau, prosecutors said. No computers were broken into.",
        [],
    ),
    (
        'Experts warn of attacks before the vote\n\nSecurity experts warned on Thursday that Russia or Iran might try to hack the election. The interior ministry said it was ready. "We expect attempts," its cyber chief told reporters. There had been no incidents so far, she said.',
        [],
    ),
    (
        "Ministry's outage caused by faulty update\n\nThe website of Finland's foreign ministry was down for two hours on Sunday. A spokesman denied reports that Russian hackers were responsible and said a faulty update had caused the outage.",
        [],
    ),
    (
        "University teaches students to think like hackers\n\nStudents in Tallinn learn how Chinese and Russian hackers work in a new course. The lecturer, Mart Tamm, once worked for the Estonian intelligence service. Last year his students found a flaw in a ministry's server.",
        [],
    ),
    (
        "Apple warns users in 92 countries\n\nApple on Wednesday warned iPhone users in 92 countries that they may have been targeted by mercenary spyware. The company did not say who was behind the attempts and dropped an earlier reference to state-sponsored attackers.",
        ["declined:org:apple"],
    ),
    (
        "Kaspersky finds bug in car alarms\n\nResearchers at Russia's Kaspersky said on Monday they had hacked the alarm of a popular car. The maker fixed the flaw. The United States has banned the company's software over fears that Moscow could use it to spy.",
        [],
    ),
    (
        "Opinion: We should stop naming and shaming\n\nEvery time a government accuses China or Russia of hacking, nothing happens. What would happen if Britain said that North Korea had hacked its hospitals? Probably nothing. It is time to think about deterrence.",
        [],
    ),
    (
        "Senator wants ban on Chinese drones\n\nA US senator said on Tuesday that drones made by the Chinese company DJI could send data to Beijing. DJI denied that and said an audit had found nothing. The bill would also ban routers made by TP-Link.",
        [],
    ),
    (
        "Bank says customer data leaked\n\nThe bank said an employee in India had copied the data of 4,000 customers and offered them to criminals. Indian police arrested the man on Friday.",
        [],
    ),
    (
        "Denmark's spy chief on threats\n\nThe threat from Russian hackers is very high, the head of Denmark's military intelligence told a newspaper. He could not rule out that Russia would sabotage cables. Danish firms should back up their data.",
        [],
    ),
    (
        'Germany blames Russia for cyberattack on air safety authority\n\nBERLIN (wire) - The German government on Friday accused Russia of a cyberattack on its air safety authority in August 2024 and said it had proof that the military intelligence service GRU was responsible. "We can now clearly attribute the attack to the hacker group APT28," a foreign ministry spokesman said. Moscow rejected the accusation as absurd.',
        ["DE>RU", "DE>group:apt28"],
    ),
    (
        "Iranian group claims hack of former Israeli premier's phone\n\nAn Iranian-linked hacker group calling itself Handala said on Wednesday it had broken into the phone of former Israeli prime minister Naftali Bennett and published a list of contacts. Bennett's office said the phone had not been hacked. Israeli security researchers tie Handala to Iran's intelligence ministry.",
        ["group:handala>group:handala"],
    ),
    (
        "France accuses Russian intelligence of decade of hacks\n\nPARIS - France on Tuesday attributed to Russia's GRU a series of cyberattacks on a dozen French entities since 2021, among them an organisation involved in the 2024 Olympics. Foreign Minister Jean-Noel Barrot said the APT28 hackers had also been behind the sabotage of the television channel TV5Monde in 2015. It was the first time that Paris publicly pinned attacks on Russian military intelligence.",
        ["FR>RU", "FR>group:apt28"],
    ),
    (
        "Japan says MirrorFace stole security data\n\nTOKYO - Japan's National Police Agency on Wednesday linked more than 200 cyberattacks over five years to a Chinese hacking group, MirrorFace, and said the group was after information on national security and advanced technology. The targets included the foreign and defence ministries and the space agency.",
        ["JP>CN", "JP>group:mirrorface"],
    ),
    (
        "Lithuania's centre for cyber security sees link to Belarus\n\nVILNIUS - Emails that spread false news about a Lithuanian minister last week were sent by the group Ghostwriter, Lithuania's National Cyber Security Centre said on Thursday. The centre said the group was run by Belarusian military intelligence. Minsk did not reply to questions.",
        ["LT>BY", "LT>group:ghostwriter"],
    ),
    (
        "Pakistan-linked group phishes Indian officials\n\nA group that researchers associate with Pakistan sent Indian officials fake invitations to a defence meeting, the security firm Cyfirma said. The company attributes the phishing emails to APT36.",
        ["org:cyfirma>group:transparent-tribe"],
    ),
]


def _principal(actor: str) -> str:
    return actor.split("/", maxsplit=1)[0]


def _edges(text: str) -> set[str]:
    reading = jaccuse.read(jaccuse.Document.from_text(text, language="en", published="2026-03-05"))
    found = set()
    for claim in json.loads(reading.to_json())["claims"]:
        if claim["kind"] != "attribution":
            continue
        who = {_principal(c["actor"]) for c in claim["claimants"]}
        if claim["act"] == "contest" or claim["status"] == "declined":
            found |= {f"{'contest' if claim['act'] == 'contest' else 'declined'}:{w}" for w in who}
            continue
        accused = {_principal(a["actor"]) for a in claim["accused"]} - {"unknown"}
        found |= {f"{w}>{a}" for w in who for a in accused if not a.startswith("person:")}
    return found


@pytest.mark.parametrize(("text", "wanted"), CASES, ids=[text[:50] for text, _ in CASES])
def test_who_accuses_whom(text: str, wanted: list[str]) -> None:
    """Every accusation that the text makes, and none that it does not make."""
    assert _edges(text) == set(wanted)
