"""Files -> articles. What cannot be read is a value too: nothing is lost without a word."""

from kg.read.outcome import Rejected, Remark
from kg.read.paths import READERS, read_paths

__all__ = ["READERS", "Rejected", "Remark", "read_paths"]
