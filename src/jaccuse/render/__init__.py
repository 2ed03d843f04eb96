"""Readings as people and programs get them: one small writer for each format (`stream.py`)."""
