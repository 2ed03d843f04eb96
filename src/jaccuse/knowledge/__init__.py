"""What the reader knows of actors: hand-made lists, the script that builds them into data, and the data."""
