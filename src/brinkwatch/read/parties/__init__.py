"""Who is meant: every mention of a party, resolved within its report."""

from __future__ import annotations
