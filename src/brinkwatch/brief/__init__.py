"""Readings -> a cited brief -> Markdown, HTML, PDF, JSON. A line without a source can't be made."""

from __future__ import annotations

from .compose import compose
from .render import render

__all__ = ["compose", "render"]
