"""What one step of reading names hands to the next."""

from __future__ import annotations

Found = tuple[int, int, str, str]
"""Start, end, type, and the recognizer or rule that found the name."""
