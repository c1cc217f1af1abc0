"""The composition root: settings, addresses, the WSGI application and the `yimen` commands' wiring."""
