"""The details of operations in one place: activities, products, vulnerabilities, malware, names of operations, victims."""

from __future__ import annotations

from jaccuse.engine.activities import ActivityMention, activities_of, find_activities
from jaccuse.engine.naming import NameMention, find_named_malware, find_operation_names
from jaccuse.engine.products import CveMention, ProductMention, find_cves, find_products
from jaccuse.engine.sections import telling_parts
from jaccuse.engine.victims import VictimMention, find_victims

__all__ = [
    "ActivityMention",
    "CveMention",
    "NameMention",
    "ProductMention",
    "VictimMention",
    "activities_of",
    "find_activities",
    "find_cves",
    "find_named_malware",
    "find_operation_names",
    "find_products",
    "find_victims",
    "telling_parts",
]
