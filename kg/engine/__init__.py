"""How many articles are read at once. What comes out is the same for every engine, in the order of what went in."""

from kg.engine.lost import Lost
from kg.engine.pool import run_pool
from kg.engine.serial import run_serial

ENGINES = {"serial": run_serial, "pool": run_pool}

__all__ = ["ENGINES", "Lost", "run_pool", "run_serial"]
