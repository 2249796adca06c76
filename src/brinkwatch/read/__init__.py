"""Report -> Reading. The default reader runs on a laptop CPU with no network; only this room loads a language model."""

from __future__ import annotations
