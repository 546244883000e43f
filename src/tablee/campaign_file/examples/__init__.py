"""Campaign files to read, replay and start from: three past editions, and a template."""

from importlib.resources import files


def example_names() -> tuple[str, ...]:
    """Return the names of all examples."""
    names = [each.name for each in files(__package__).iterdir()]
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


def example(name: str) -> str:
    """Return the text of one example.

    Raises:
        KeyError: there is none of that name.
    """
    if name not in example_names():
        raise KeyError(name)
    return files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
