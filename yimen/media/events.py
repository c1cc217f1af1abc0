"""What can happen to pictures."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ShownUnprepared:
    """A picture was shown in one size, because the others have not been made: it came in with a load of many texts,
    was exchanged, or was given another focal point.
    """

    image_id: int
    use: str
