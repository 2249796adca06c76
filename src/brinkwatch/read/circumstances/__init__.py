"""When and where: time expressions to intervals of days, places to coordinates."""

from __future__ import annotations
