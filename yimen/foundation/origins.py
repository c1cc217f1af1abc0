"""Where a form was sent from, for forms on pages that are the same for everybody and so carry no token."""


def is_from_elsewhere(origin: str | None, *, own: str) -> bool:
    """Whether a browser says that another site sent the form. Browsers name the origin of every POST; what names
    none is no browser that could be led astray (docs/adr/0019).
    """
    return bool(origin) and origin != own
