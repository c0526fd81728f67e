"""How well articles are read: our records against gold files."""

from kg.evaluate.records import Record, holds_records, load_records, parse_record
from kg.evaluate.score import score_records
from kg.evaluate.tally import Scores

__all__ = ["Record", "Scores", "holds_records", "load_records", "parse_record", "score_records"]
