"""The editorial desk's page types: columns, articles, information pages, leaders, sub-site homes, and
their blocks.
"""
