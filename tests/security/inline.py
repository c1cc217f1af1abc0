"""What of a page would need a looser policy."""

from lxml import html

DATA = ("application/json", "application/ld+json")  # read by programs, never run


def inline_parts(text: str) -> list[str]:
    """Scripts, styles and handlers in the page itself."""
    found = []
    for element in html.fromstring(text.encode()).iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag == "style" or (
            element.tag == "script" and not element.get("src") and element.get("type") not in DATA
        ):
            found.append(f"<{element.tag}> {(element.text or '')[:60]}")
        found += [
            f"{element.tag} {name}" for name in element.attrib if name == "style" or name.startswith("on")
        ]
        found += [
            f"{element.tag} {name}={value[:40]}"
            for name, value in element.attrib.items()
            if name in ("href", "src", "action", "formaction")
            and value.strip().lower().startswith("javascript:")
        ]
    return found
