"""Where parts are put together: the only place that chooses implementations.

A plain dictionary leads from a name in the settings to a constructor; there is nothing to
register.
"""

from __future__ import annotations

__all__ = ["EMBEDDERS", "make_embedder", "open_library", "open_service"]
