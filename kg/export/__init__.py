"""Graph -> files, one module a format; `kg.export.forms` has those that are written piece by piece."""
