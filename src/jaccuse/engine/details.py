"""The details of operations in one place: activities, products, vulnerabilities, malware, names of operations, victims."""

from __future__ import annotations

from jaccuse.engine.activities import ActivityMention, activities_of, find_activities

__all__ = ["ActivityMention", "activities_of", "find_activities"]
