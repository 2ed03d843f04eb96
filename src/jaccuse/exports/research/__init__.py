"""Tables for research: the same claims in the variables that other data sets of attributions use, each column explained.

    columns.py   columns and their dictionary; tables as CSV
    eurepoc.py   one row an attribution, in the variables of the European Repository of Cyber Incidents (EuRepoC)
    cfr.py       one row an incident, in the categories of the Cyber Operations Tracker (Council on Foreign Relations)
    flat.py      one row a claim, as Parquet
    package.py   all of it with the sources, in one data package (Frictionless)

What a variable of theirs needs and texts do not say is left empty; each such variable is listed with the reason.
"""
