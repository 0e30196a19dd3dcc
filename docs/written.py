"""What the generated pages share."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WRITTEN = "<!-- Written by docs/generate.py (`make docs`): edit the code instead. -->\n"
