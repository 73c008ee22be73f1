"""The days of the facts about images; written by scripts/refresh-images.py."""

from datetime import date

SNAPSHOT_DATE = date(2026, 8, 21)
"""The day on which registries and projects said so."""

RECOMMENDED_DATE = date(2026, 11, 23)
"""The day for which tags are recommended, by what was planned on the first."""
