"""Property graph -> one HTML file that needs no network."""

from kg.page.write import write_page

__all__ = ["write_page"]
