"""Who says what: attributions of words and thought."""

from __future__ import annotations
