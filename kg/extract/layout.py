"""Grammar -> what each number stands for that the weights of names know: positions of templates, labels and traits, and
the codes that the channels of a text hold."""

from __future__ import annotations

from hashlib import sha256

from kg.arrays import Layout
from kg.extract.known import TYPE_CODES
from kg.extract.labels import LABELS
from kg.extract.templates import BITS, TEMPLATES
from kg.extract.traits import TRAITS
from kg.grammar import Grammar


def names_layout(grammar: Grammar) -> Layout:
    """Of the weights of the recognizer."""
    templates = (" ".join(f"{name}:{offset}:{BITS[name]}" for name, offset in template) for template in TEMPLATES)
    return (
        *(f"label {label}" for label in LABELS),
        *(f"template {template}" for template in templates),
        *_codes(grammar),
    )


def spans_layout(grammar: Grammar) -> Layout:
    """Of the forest that chooses among candidates."""
    return (*(f"trait {name}" for name in TRAITS), *_codes(grammar))


def _codes(grammar: Grammar) -> Layout:
    """What the numbers in the channels stand for."""
    groups = sha256(b"".join(numbers.tobytes() for numbers in grammar.characters)).hexdigest()
    return (
        *(f"head {name}" for name in grammar.head.names),
        *(f"near {name}" for name in grammar.near.names),
        *(f"type {name} {code}" for name, code in TYPE_CODES.items()),
        f"groups of characters {groups[:16]}",
    )
