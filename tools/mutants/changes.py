"""Print every change that cosmic-ray makes in a file, a line of JSON for each.

It is run by the Python in which cosmic-ray is installed: ``python changes.py FILE``.
"""

import json
import sys
from importlib import import_module
from pathlib import Path


def main() -> None:
    """Change the file in every small way, and print what it is then."""
    plugins = import_module("cosmic_ray.plugins")
    trees = import_module("cosmic_ray.ast")
    changed = import_module("cosmic_ray.mutating").mutate_code
    path = Path(sys.argv[1])
    source = path.read_text(encoding="utf-8")
    nodes = list(trees.ast_nodes(trees.get_ast_from_path(path)))
    for name in sorted(plugins.operator_names()):
        if plugins.get_operator(name).arguments():
            continue  # it wants to be told what to do
        operator = plugins.get_operator(name)()
        places = [start for node in nodes for start, _ in operator.mutation_positions(node)]
        for number, (line, column) in enumerate(places):
            change = {
                "operator": name.removeprefix("core/"),
                "number": number,
                "line": line,
                "column": column,
                "source": changed(source, operator, number),
            }
            print(json.dumps(change))


if __name__ == "__main__":
    main()
