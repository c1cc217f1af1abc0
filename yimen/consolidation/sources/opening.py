"""Which source a path is, told by what it holds and not by its name alone."""

from pathlib import Path
from zipfile import ZipFile, is_zipfile

from yimen.consolidation.sources.archives import CrawlSource, WaczSource, WarcSource
from yimen.consolidation.sources.folders import FolderSource, ZipSource
from yimen.consolidation.sources.records import Source, UnusableSource
from yimen.consolidation.sources.tables import TableSource
from yimen.consolidation.sources.wordpress import WordPressSource


def open_source(path: Path, *, base_url: str) -> Source:
    """The source at a path. Raises UnusableSource where it is none of those known."""
    if not path.exists():
        raise UnusableSource(f"There is nothing at {path}.")
    if path.is_dir() and any(path.glob("*.warc.gz")):
        return CrawlSource(path)
    if path.is_dir():
        return FolderSource(path, base_url)
    name = path.name.lower()
    if name.endswith((".warc", ".warc.gz")):
        return WarcSource(path)
    if is_zipfile(path):
        return _zipped(path, base_url)
    if name.endswith((".wacz", ".zip", ".xlsx")):
        raise UnusableSource(f"{path} is no zip, or cut off.")
    if name.endswith((".csv", ".tsv")):
        return TableSource(path, base_url)
    if name.endswith((".xml", ".wxr")):
        return WordPressSource(path)
    raise UnusableSource(
        f"{path} is none of the sources known: a folder, .zip, .warc, .warc.gz, .wacz, .csv, .xlsx or a WordPress .xml."
    )


def _zipped(path: Path, base_url: str) -> Source:
    with ZipFile(path) as archive:
        names = archive.namelist()
    if any(name == "xl/workbook.xml" for name in names):
        return TableSource(path, base_url)
    if "datapackage.json" in names or any(name.endswith((".warc", ".warc.gz")) for name in names):
        return WaczSource(path)
    return ZipSource(path, base_url)
