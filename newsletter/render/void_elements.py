"""Hold the elements of HTML that never have an end tag (HTML Living Standard, 13.1.2)."""

_NAMES = "area base br col embed hr img input link meta source track wbr"
VOID_ELEMENTS = frozenset(_NAMES.split())
