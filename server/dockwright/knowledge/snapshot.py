"""The day of the facts about images; written by scripts/refresh-images.py."""

from datetime import date

SNAPSHOT_DATE = date(2026, 8, 21)
