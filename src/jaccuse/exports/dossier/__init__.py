"""The dossier of an incident: its case in plain sentences, each of which says who claims it, with the words and their sources.

matter.py    everything of the ledger that a dossier is made of, read from the views
compose.py   what it says, as blocks: pure, the same matter gives the same dossier
english.py, french.py   its sentences; naming.py: what actors are called in them
picture.py   the timeline; markdown.py, html.py, pdf.py: the forms
"""
