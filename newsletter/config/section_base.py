"""Say what every table of newsletter.toml keeps to: frozen, its keys by name, no others."""

from __future__ import annotations

import msgspec


class Section(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True
):
    """A table of newsletter.toml."""
