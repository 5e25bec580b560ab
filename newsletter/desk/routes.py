"""Put the views of one kind of page under their addresses."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from flask import Blueprint, Response

# HTTP method, path below the prefix, view: its name is that of the endpoint.
Route = tuple[str, str, Callable[..., Response]]


def build_routes(name: str, prefix: str, routes: Iterable[Route]) -> Blueprint:
    """Return the routes of one kind of page.

    Args:
        name: Name of the routes, for their addresses.
        prefix: What their paths begin with.
        routes: A path with its methods and its function each.

    >>> build_routes("mails", "/mails/<edition>", []).name
    'mails'
    """
    pages = Blueprint(name, __name__)
    for method, path, view in routes:
        pages.add_url_rule(
            f"{prefix}{path}",
            endpoint=view.__name__,
            view_func=view,
            methods=[method],
        )
    return pages
