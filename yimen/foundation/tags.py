"""The names of things shown to visitors, as the change log and its followers write them.

A tag is `kind:identity`. One function a kind, so that writer and reader cannot spell them differently.
"""


def entry(kind: str, object_id: int) -> str:
    """The text, title and address of one public thing."""
    return f"{kind}:{object_id}"


def column(page_id: int) -> str:
    """The list of texts placed in a column."""
    return f"column:{page_id}"


def subsite(code: str) -> str:
    """All lists of one sub-site; the portal itself has the empty code."""
    return f"subsite:{code}"


def frame(code: str) -> str:
    """Header, menu, theme and footer of one sub-site; the portal itself has the empty code."""
    return f"frame:{code}"


def audience(code: str) -> str:
    """The list of what concerns one audience."""
    return f"audience:{code}"


def subject(code: str) -> str:
    """The list of what concerns one subject."""
    return f"subject:{code}"


def kind(name: str, language: str) -> str:
    """The list of everything of one kind in one language."""
    return f"kind:{name}.{language}"


def address(host: str, path: str) -> str:
    """Whatever is answered at one address; the portal's own host is empty."""
    return f"address:{host}{path}"


def agency(code: str) -> str:
    """Name, contact and status of one agency."""
    return f"agency:{code}"


def source(pk: int) -> str:
    """Name and address of where a text comes from."""
    return f"source:{pk}"


def image(pk: int) -> str:
    """A picture with its description and credit."""
    return f"image:{pk}"


def document(pk: int) -> str:
    """A file to download with its title."""
    return f"document:{pk}"


def progress() -> str:
    """The consolidation progress board."""
    return "progress:board"


def vocabulary(name: str) -> str:
    """Names and order of a vocabulary: audiences, subjects."""
    return f"vocabulary:{name}"
