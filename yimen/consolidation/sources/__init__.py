"""Where an old site's pages come from: archives, mirrored folders, zips, tables, WordPress exports, the crawler.

All give the same record, `Fetched`; what a source cannot give is told as a `Trouble`, never passed over.
"""
