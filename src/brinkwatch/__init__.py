"""Brinkwatch: an open crisis desk that reads reports and keeps a sourced record."""

from __future__ import annotations

__version__ = "0.1.0"
