"""What the demo city says: TOML files beside this one, read by `read_content` into plain frozen values.

No Django here: the loader turns these values into agencies, sub-sites, columns and pages.
"""

from yimen.demo.content.fields import ContentMistake
from yimen.demo.content.reading import read_content
from yimen.demo.content.whole import Content

__all__ = ["Content", "ContentMistake", "read_content"]
