"""Everything that the demo city is made of."""

from dataclasses import dataclass

from yimen.demo.content.english_shapes import English
from yimen.demo.content.shapes import Agency, Article, Audience, City, Column, InformationPage, Subject


@dataclass(frozen=True)
class Content:
    """Everything, with references that resolve."""

    city: City
    audiences: tuple[Audience, ...]
    subjects: tuple[Subject, ...]
    columns: tuple[Column, ...]
    english_columns: tuple[Column, ...]
    agencies: tuple[Agency, ...]
    articles: tuple[Article, ...]
    pages: tuple[InformationPage, ...]
    english: English

    def agency(self, code: str) -> Agency:
        """The agency with this code; KeyError when there is none."""
        found = {agency.code: agency for agency in self.agencies}
        return found[code]
