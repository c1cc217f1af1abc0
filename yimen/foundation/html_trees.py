"""Care for parsed HTML: what is hidden, what nests too deep, and how an element leaves its tree without taking the
text after it along."""

import re

from lxml import etree

_HIDING_STYLE = re.compile(
    r"display:none|visibility:hidden|opacity:0(?:\.0+)?(?:;|$)|font-size:0(?:px|pt|em|%)?(?:;|$)"
    r"|(?:text-indent|margin-left|left|top|right):-\d{3,}(?:px|pt|em)?"
)
_NO_SIZE = re.compile(r"(?:max-)?(?:height|width):[01](?:px)?")
_RULE = re.compile(r"(?:^|[}\s>])([.#][\w-]{1,60})\s*\{([^{}]{0,500})\}")
_STYLE_SHEET = 100_000  # characters of it that are looked through
_DEEPEST = 200  # nested elements; deeper trees are attacks or wreckage and are read as plain text


def is_hidden(element: etree._Element) -> bool:
    """Whether this element (not its ancestors) says of itself that nobody shall see it."""
    if element.get("hidden") is not None:
        return True
    style = element.get("style")
    return bool(style) and _hides(style or "")


def _is_cut_to_nothing(style: str) -> bool:
    """A box of no size that hides what overflows. Declarations are looked at one by one: a style may be very long."""
    if "overflow:hidden" not in style:
        return False
    declarations = style.split(";")
    hides = any(declaration.startswith("overflow:hidden") for declaration in declarations)
    return hides and any(_NO_SIZE.fullmatch(declaration) for declaration in declarations)


def names_hidden_by(style_sheet: str) -> frozenset[str]:
    """Classes (".name") and ids ("#name") that a style sheet hides by a rule of their own."""
    return frozenset(rule[1] for rule in _RULE.finditer(style_sheet[:_STYLE_SHEET]) if _hides(rule[2]))


def _hides(style: str) -> bool:
    compact = re.sub(r"\s|!important", "", style.lower())
    return _HIDING_STYLE.search(compact) is not None or _is_cut_to_nothing(compact)


def drop_hidden(root: etree._Element) -> int:
    """Remove every hidden element below `root`, in place; returns how many went."""
    hidden = [element for element in root.iter(etree.Element) if element is not root and is_hidden(element)]
    for element in hidden:
        remove_element(element)
    return len(hidden)


def remove_element(element: etree._Element) -> None:
    """Take an element out of its tree and leave the text after it in place."""
    parent = element.getparent()
    if parent is None:
        return
    _append_text(parent, element.getprevious(), element.tail)
    element.tail = None
    parent.remove(element)


def unwrap_element(element: etree._Element) -> None:
    """Take an element's tag away and leave its content where it was."""
    parent = element.getparent()
    if parent is None:
        return
    _append_text(parent, element.getprevious(), element.text)
    place = parent.index(element)
    children = list(element)
    for offset, child in enumerate(children):
        parent.insert(place + offset, child)
    if children:
        children[-1].tail = (children[-1].tail or "") + (element.tail or "")
    else:
        _append_text(parent, element.getprevious(), element.tail)
    element.tail = None
    parent.remove(element)


def _append_text(parent: etree._Element, previous: etree._Element | None, text: str | None) -> None:
    if not text:
        return
    if previous is not None:
        previous.tail = (previous.tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def is_too_deep(root: etree._Element, *, deepest: int = _DEEPEST) -> bool:
    """Whether elements nest deeper than any honest page: such trees break recursive readers."""
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > deepest:
            return True
    return False
