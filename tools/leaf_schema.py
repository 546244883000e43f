"""Write docs/log/leaf.schema.json from the fields of leaves themselves."""

import json
import sys

from tablee.core.leaves.schema import schema
from tools.house.sources import ROOT

PAGE = ROOT / "docs" / "log" / "leaf.schema.json"


def page() -> str:
    """Return the schema as it is published."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def main() -> int:
    """Write the schema anew."""
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
