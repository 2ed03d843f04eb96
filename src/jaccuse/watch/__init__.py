"""The news as it comes: `jaccuse watch feeds.toml`.

config.py     what feeds.toml says
feeds.py      RSS, Atom, JSON Feed and news sitemaps as items
polite.py     asking servers: robots, pauses, conditional requests
state.py      what is known of feeds, items and deliveries, durable
run.py        one round: look at feeds, read what looks relevant, keep it, tell of it
tell.py       what goes out: Atom, webhook, a line on the terminal
"""
