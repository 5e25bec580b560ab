"""Compute contrast as WCAG 2.2 does, and move a colour until it can be read.

Colours are `#rrggbb`. A publication names one accent; whether it can be read on white, on
the dark card and under the words of a button is arithmetic, so nobody has to choose four
colours.
"""

from __future__ import annotations

import colorsys

AA_TEXT = 4.5  # WCAG 2.2, success criterion 1.4.3: text below 24 px, or below 18.66 px bold


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21.

    >>> round(contrast("#000000", "#ffffff"), 1)
    21.0
    """
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable(colour: str, *backgrounds: str, ratio: float = AA_TEXT) -> str:
    """Return the colour, or the nearest shade of it that is readable on every background."""
    if all(contrast(colour, background) >= ratio for background in backgrounds):
        return colour
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(colour))
    step = (
        -1
        if sum(_luminance(background) for background in backgrounds)
        / len(backgrounds)
        > 0.18
        else 1
    )
    for n in range(1, 101):
        shade = _hex(
            colorsys.hls_to_rgb(
                hue,
                min(1.0, max(0.0, lightness + step * n / 100)),
                saturation,
            )
        )
        if all(
            contrast(shade, background) >= ratio for background in backgrounds
        ):
            return shade
    return "#000000" if step < 0 else "#ffffff"


def ink_on(colour: str) -> str:
    """Return white or near black, whichever is read better on the colour."""
    return max("#ffffff", "#111111", key=lambda ink: contrast(ink, colour))


def _channels(colour: str) -> tuple[float, float, float]:
    """Red, green and blue of `#rrggbb` from 0 to 1."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _luminance(colour: str) -> float:
    """The relative luminance of WCAG 2.2."""
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in _channels(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _hex(channels: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(255 * channel):02x}" for channel in channels)
