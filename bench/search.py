"""The desk's search among 50,000 articles: the first page of hits and their number, recall and precision.

python -m bench.search      on the database that bench.load made
"""

from bench.setting import LARGE, block, folder_of, head, say, table

TYPED = ("教育", "公积金", "行政处罚", "住房公积金提取", "房", "市", "招生 通知", "notice", "没有这个词")


def main() -> None:
    found = block("searching", folder_of(LARGE), *TYPED)
    head(f"The desk's search among {LARGE:,} articles")
    heads = ("typed", "hits in all pages", "articles containing it", "missed", "false", "p50 ms")
    say(table(heads, [[*list(one.values())[:-1], float(one["ms"])] for one in found]))


if __name__ == "__main__":
    main()
