"""Host names as the portal stores and shows them (reference: IDNA2008, UTS 46; RFC 1035 lengths).

Names are compared as A-labels only and shown as U-labels. A brand such as 中国·荆门 is no host name: its
middle
dot is refused by IDNA2008 although Python's built-in codec lets it pass.
"""

import ipaddress
import re

import idna

from yimen.foundation.words import Noted, noted

_IDEOGRAPHIC_STOPS = str.maketrans({"。": ".", "．": ".", "｡": "."})
_PORT = re.compile(r":\d{1,5}$")
_PLAIN_LABEL = re.compile(r"^(?!-)[a-z0-9-]{1,63}(?<!-)$")
_MAX_NAME_LENGTH = 253


class NotAHostName(ValueError):
    """The text cannot be a host name; `reason` says which text and why."""

    def __init__(self, reason: Noted) -> None:
        super().__init__(reason)
        self.reason = reason


def to_ascii(name: str) -> str:
    """The A-label form of a host name, lower case, without port or trailing dot.

    Full-width and ideographic stops count as dots. Raises NotAHostName.
    """
    text = name.strip().translate(_IDEOGRAPHIC_STOPS)
    text = _PORT.sub("", text).rstrip(".").lower()
    if not text:
        raise NotAHostName(noted("%(name)r is empty where a host name is needed", name=name))
    try:
        ascii_name = (
            idna.encode(text, uts46=True).decode("ascii") if not text.isascii() else _checked_ascii(text)
        )
    except (idna.IDNAError, UnicodeError) as error:
        raise NotAHostName(
            noted("%(name)r is not a host name: %(problem)s", name=name, problem=str(error))
        ) from None
    if len(ascii_name) > _MAX_NAME_LENGTH:
        raise NotAHostName(
            noted("%(name)r is longer than %(limit)d characters", name=name, limit=_MAX_NAME_LENGTH)
        )
    return ascii_name


def to_unicode(ascii_name: str) -> str:
    """The form shown to people; a label that decodes to nothing lawful is shown as it is stored."""
    try:
        return idna.decode(ascii_name)
    except (idna.IDNAError, UnicodeError):
        return ascii_name


def _checked_ascii(text: str) -> str:
    """An ASCII name whose labels are lawful; addresses in numbers pass as they are."""
    try:
        return str(ipaddress.ip_address(text.strip("[]")))
    except ValueError:
        pass
    for label in text.split("."):
        if not _PLAIN_LABEL.match(label):
            raise NotAHostName(
                noted(
                    "%(name)r is not a host name: the part %(label)r is not allowed", name=text, label=label
                )
            )
        if label.startswith("xn--"):
            idna.decode(label)
    return text
