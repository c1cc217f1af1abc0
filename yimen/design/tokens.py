"""Theme tokens: what a sub-site may change of the colours, and the check that it stays readable. Pure.

A theme is a mapping of token name to a pair of colours, light scheme first, dark scheme second. The portal's
own colours (paper, ink, lines) stand in ``tokens.css`` and cannot be changed by a sub-site.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from yimen.foundation.words import noted

SCHEMES = ("light", "dark")

# WCAG 2.2 SC 1.4.3: text of normal size against its ground
LEAST_CONTRAST = 4.5

DEFAULTS: dict[str, tuple[str, str]] = {
    "--theme-main": ("#1f3a5f", "#a3bfe3"),  # 黛蓝: links, headings' marks, buttons
    "--theme-main-ink": ("#fffdf8", "#14202e"),  # text on the main colour
    "--theme-main-strong": ("#142844", "#c6d8f0"),  # hovered and pressed
    "--theme-tint": ("#eaeef3", "#212a35"),  # quiet ground: summaries, the search hero
}

# The portal's own grounds and inks, as in tokens.css, against which a theme is judged.
GROUNDS: dict[str, tuple[str, str]] = {
    "--paper": ("#fbf9f4", "#181715"),
    "--paper-raised": ("#fffdf9", "#211f1c"),
    "--paper-sunk": ("#f3efe7", "#11100f"),
}
INKS: dict[str, tuple[str, str]] = {
    "--ink": ("#211f1b", "#ece7dd"),
    "--ink-soft": ("#5c564c", "#b8b1a4"),
    "--accent": ("#b5301c", "#ff9b85"),  # 朱红: only what needs action
}

# The tested set that the office offers to sub-sites; a test holds every one to the rules below.
THEMES: dict[str, dict[str, tuple[str, str]]] = {
    "ink-blue": DEFAULTS,
    "pine": {
        "--theme-main": ("#1f4d3a", "#9ccfb5"),
        "--theme-main-ink": ("#fffdf8", "#10231a"),
        "--theme-main-strong": ("#133526", "#c0e4d1"),
        "--theme-tint": ("#e8f0eb", "#1e2c25"),
    },
    "lake": {
        "--theme-main": ("#0f5560", "#8fd0da"),
        "--theme-main-ink": ("#fffdf8", "#0a2429"),
        "--theme-main-strong": ("#083b43", "#b8e5ec"),
        "--theme-tint": ("#e5f0f1", "#1a2c30"),
    },
    "plum": {
        "--theme-main": ("#5a2a4f", "#ddb0d0"),
        "--theme-main-ink": ("#fffdf8", "#2a1425"),
        "--theme-main-strong": ("#401b38", "#eccfe3"),
        "--theme-tint": ("#f2eaf0", "#31242e"),
    },
    "ochre": {
        "--theme-main": ("#6b4316", "#e0bd8e"),
        "--theme-main-ink": ("#fffdf8", "#2b1c0b"),
        "--theme-main-strong": ("#4d2f0d", "#efd8b7"),
        "--theme-tint": ("#f4ecdf", "#30281d"),
    },
    "slate": {
        "--theme-main": ("#3d4650", "#b9c4cf"),
        "--theme-main-ink": ("#fffdf8", "#1b2127"),
        "--theme-main-strong": ("#282f37", "#d6dee6"),
        "--theme-tint": ("#ebedee", "#272a2e"),
    },
}

_HEX = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two ``#rrggbb`` colours, 1 to 21 (WCAG 2.2). Raises ``ValueError`` for others."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def why_not_theme(tokens: Mapping[str, Sequence[str]]) -> list[str]:
    """Every reason why these tokens may not become a sub-site's theme, in words; empty when they may.

    Tokens left out keep the portal's default, and are judged together with those given.
    """
    reasons = [*_why_not_names(tokens)]
    if reasons:
        return reasons
    theme = {**DEFAULTS, **{name: (pair[0], pair[1]) for name, pair in tokens.items()}}
    for ink, ground, pairs in _pairs_to_judge(theme):
        for scheme, front, back in zip(SCHEMES, *pairs, strict=True):
            ratio = contrast(front, back)
            if ratio < LEAST_CONTRAST:
                reasons.append(_too_little_contrast(f"{ink} ({front})", f"{ground} ({back})", ratio, scheme))
    return reasons


def _too_little_contrast(ink: str, ground: str, ratio: float, scheme: str) -> str:
    values = {"ink": ink, "ground": ground, "ratio": ratio, "least": LEAST_CONTRAST}
    if scheme == "light":
        return noted(
            "%(ink)s on %(ground)s: contrast %(ratio).1f in the light scheme;"
            " at least %(least).1f is needed to be read.",
            **values,
        )
    return noted(
        "%(ink)s on %(ground)s: contrast %(ratio).1f in the dark scheme;"
        " at least %(least).1f is needed to be read.",
        **values,
    )


def stylesheet(tokens: Mapping[str, Sequence[str]]) -> str:
    """The theme as CSS in the tokens layer. Raises ``ValueError`` with every reason against it."""
    reasons = why_not_theme(tokens)
    if reasons:
        raise ValueError(" ".join(reasons))
    light = "".join(f"  {name}: {pair[0]};\n" for name, pair in sorted(tokens.items()))
    both = "".join(
        f"    {name}: light-dark({pair[0]}, {pair[1]});\n" for name, pair in sorted(tokens.items())
    )
    return (
        f"@layer tokens {{\n:root {{\n{light}}}\n"
        f"@supports (color: light-dark(#fff, #000)) {{\n  :root {{\n{both}  }}\n}}\n}}\n"
    )


def _why_not_names(tokens: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """What is wrong with the shape of a theme, before any colour is judged."""
    for name, pair in tokens.items():
        if name not in DEFAULTS:
            known = ", ".join(DEFAULTS)
            yield noted("%(name)s is not a theme token; the tokens are: %(known)s.", name=name, known=known)
        elif isinstance(pair, str) or len(pair) != len(SCHEMES):
            yield noted(
                "%(name)s needs two colours, one for the light and one for the dark scheme.", name=name
            )
        else:
            yield from (
                noted("%(name)s: “%(colour)s” is not a colour like #1f3a5f.", name=name, colour=colour)
                for colour in pair
                if not _HEX.fullmatch(str(colour))
            )


def _pairs_to_judge(
    theme: Mapping[str, tuple[str, str]],
) -> Iterator[tuple[str, str, tuple[tuple[str, str], tuple[str, str]]]]:
    """Every ink and ground that meet on a page: name, name, and their colours in both schemes."""
    mains = ("--theme-main", "--theme-main-strong")
    grounds = {**GROUNDS, "--theme-tint": theme["--theme-tint"]}
    for main in mains:
        yield "--theme-main-ink", main, (theme["--theme-main-ink"], theme[main])
        yield from ((main, ground, (theme[main], pair)) for ground, pair in grounds.items())
    for ink, pair in INKS.items():
        yield ink, "--theme-tint", (pair, theme["--theme-tint"])


def _luminance(colour: str) -> float:
    """Relative luminance, 0 for black to 1 for white (WCAG 2.2)."""
    if not _HEX.fullmatch(colour):
        raise ValueError(f"“{colour}” is not a colour like #1f3a5f.")
    red, green, blue = (_linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    """One sRGB channel (0 to 1) without its gamma."""
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
