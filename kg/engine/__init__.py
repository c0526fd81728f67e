"""How many articles are read at once. What comes out is the same for any number, in the order of what went in."""

from kg.engine.lost import Lost
from kg.engine.pool import run_pool
from kg.engine.serial import BATCH, split_batches

__all__ = ["BATCH", "Lost", "run_pool", "split_batches"]
