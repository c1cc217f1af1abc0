"""一门 Yimen: the software a city government runs its one public portal on."""

__version__ = "0.1.0.dev0"
