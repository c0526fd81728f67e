"""Property graph -> one HTML file that needs no network, and the outline of the graph for a server."""

from kg.page.outline import write_outline
from kg.page.write import draw_page, write_page

__all__ = ["draw_page", "write_outline", "write_page"]
