"""`python -m bench.blocks NAME ...`: set Django up, measure, print the figures as JSON."""

import importlib
import json
import sys

import django

django.setup()
figures = importlib.import_module(f"bench.blocks.{sys.argv[1]}").measure(*sys.argv[2:])
sys.stdout.write(json.dumps(figures) + "\n")
