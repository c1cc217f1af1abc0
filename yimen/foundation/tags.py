"""The names of things shown to visitors, as the change log and its followers write them.

A tag is `kind:identity`. One function a kind, so that writer and reader cannot spell them differently.
"""


def entry(kind: str, object_id: int) -> str:
    """The text, title and address of one public thing."""
    return f"{kind}:{object_id}"


def column(page_id: int) -> str:
    """The list of texts placed in a column."""
    return f"column-texts:{page_id}"


def thing(content_type_id: int, object_id: int) -> str:
    """One public thing by its model's content type, for those who read the page and not its entry in the pool."""
    return f"thing:{content_type_id}.{object_id}"


def translations(key: object) -> str:
    """Which languages one text has; the key that its editions share."""
    return f"translations:{key}"


def beside(kind: str, object_id: int) -> str:
    """What a text offers to read next: the one before and after it in its column, older ones on its subject."""
    return f"beside:{kind}:{object_id}"


def loaded() -> str:
    """What texts offer to read next, when many were written at once and nobody counted whose."""
    return "texts:loaded"


def below(host: str, path: str) -> str:
    """The columns and lasting pages that stand directly below a place; the portal's own host is empty."""
    return f"below:{host}{path}"


def texts_of_subsite(pk: int | None) -> str:
    """The list of a sub-site's texts; of the portal's own for None."""
    return f"subsite-texts:{pk or ''}"


def texts_of_agency(pk: int) -> str:
    """The list of what an agency published."""
    return f"agency-texts:{pk}"


def newest(language: str) -> str:
    """The list of all texts in one language."""
    return f"newest:{language}"


def still_open(language: str) -> str:
    """The list of what readers can still take part in, in one language."""
    return f"open:{language}"


def sitemap(host: str) -> str:
    """The index of a host's sitemap; the portal's own host is empty."""
    return f"sitemap:{host}"


def sitemap_part(host: str, number: int) -> str:
    """One part of a host's sitemap."""
    return f"sitemap:{host}.{number}"


def subsite(code: str) -> str:
    """Name, state and home page of one sub-site."""
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
    """The list of all places of one kind in one language."""
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
