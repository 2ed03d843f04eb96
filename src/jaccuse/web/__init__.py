"""The face of a ledger: pages, an API and a review desk, served by `jaccuse serve`.

    app.py        the application, put together; `create_app(store, settings)`
    store.py      a ledger behind an event loop: reads on threads, one writer
    access.py     who asks, and what they may do; accounts.py keeps names, roles, sessions and tokens
    guard.py      headers of every answer, hosts and origins that are served, sizes of what is sent
    ask.py        one request as pages see it: language, filters, addresses
    pages/        one small module a page; templates/ and static/ are what they are made of
    texts.toml    every word on a page, in each language

Pages and the API read views only (`jaccuse.ledger.queries.Views` and its neighbours).
"""
