"""How the demo city's pictures are drawn: flat tones and hairlines, the same on every machine."""
