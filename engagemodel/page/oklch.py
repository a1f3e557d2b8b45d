"""Colours in and out of OKLCH, where equal steps of lightness look equal.

B. Ottosson, "A perceptual color space for image processing", 2020.
"""

from __future__ import annotations

from math import atan2, cbrt, cos, hypot, sin


def split(colour: str) -> tuple[float, float, float]:
    """Return lightness (0 to 1), chroma and hue (radians) of a colour (``#rrggbb``)."""
    lightness, a, b = _oklab(colour)
    return lightness, hypot(a, b), atan2(b, a)


def joined(lightness: float, chroma: float, hue: float) -> str:
    """Return the colour (``#rrggbb``); its chroma is lowered where the screen has none like it."""
    while True:
        linear = _linear(lightness, chroma * cos(hue), chroma * sin(hue))
        if all(-0.0005 <= value <= 1.0005 for value in linear) or chroma < 0.001:
            return "#" + "".join(f"{round(255 * _gamma(value)):02x}" for value in linear)
        chroma *= 0.94


def _oklab(colour: str) -> tuple[float, float, float]:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    long = cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _linear(lightness: float, a: float, b: float) -> tuple[float, float, float]:
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _gamma(value: float) -> float:
    value = min(1.0, max(0.0, value))
    return 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055
