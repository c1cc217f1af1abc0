"""The front door: the city's home page, the five entrances, the directory of bodies, the progress board,
feeds and sitemaps.
"""
