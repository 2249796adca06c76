"""What is done: triggers, roles, factuality, events."""

from __future__ import annotations
