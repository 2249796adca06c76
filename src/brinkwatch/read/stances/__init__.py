"""What is wanted and what it means: positions, warnings, precedents, factors, assessments, discrepancies."""

from __future__ import annotations
