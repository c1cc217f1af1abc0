"""Sub-sites under one address: their rows, hosts, menus, themes, the portal's settings, and old sites'
addresses.
"""
