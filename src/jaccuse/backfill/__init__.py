"""Whole collections into the ledger, on all cores: `jaccuse backfill`.

    plan.py    which files the paths mean
    units.py   a file as units: lines, pages of a WARC, whole files; cheap to read, dear to understand
    work.py    one unit to what is kept of it: the same function in a process of this machine and on a cluster
    worker.py  the process that does it
    crew.py    several of them, watched: one that hangs, crashes or grows is replaced, and the results keep their order
    state.py   how far each file has come, durable, so that a run that was stopped goes on
    run.py     all of it together, with the ledger at the end
    cluster.py the same over Ray

The main process reads the files and writes the ledger; everything in between happens in the workers.
"""
