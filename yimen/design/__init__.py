"""How every page looks: base templates, slots, components, CSS layers, small scripts.

No models; knows no app above.
"""
