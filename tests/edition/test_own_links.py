from __future__ import annotations

from newsletter.edition.article import find_own_links

SITE = "https://example.com/blog"


def test_only_links_of_the_site_are_looked_up() -> None:
    """Relative links and those to the own host, each once.

    Other sites, mail, places in the page and broken ones are not.
    """
    body = (
        "[a](/x/) [a](/x/) [b](https://example.com/y) [c](https://other.com/y) [d](mailto:a@b.c) [e](#part) [f](http://[)"
        " [g](z.md) [h]({% post_url 2025-01-02-h %})"
    )
    wanted = ["/x/", "https://example.com/y", "z.md", "{% post_url 2025-01-02-h %}"]
    assert list(find_own_links(body, SITE)) == wanted


def test_an_address_over_two_lines_is_left() -> None:
    """The ledger keeps addresses a line each.

    One with a line end in it stays as its author wrote it.
    """
    assert (
        list(
            find_own_links(
                '<a href="/2025/01/02/\nx/">a</a> {% link\n x.md %} <a href="">b</a>', SITE
            )
        )
        == []
    )
