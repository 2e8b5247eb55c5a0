"""Small JSON documents in a folder: what the functions of a workflow remember between calls.

Each document is written whole or not at all, and written once: a second writer finds what the first has written. That is
what makes a step that is run again harmless.
"""

import json
import os


def path(folder, *names):
    """A path below a folder; names come from inputs, so none may lead out of it."""
    for name in names:
        if not name or name.startswith(".") or "/" in name or "\0" in name:
            raise ValueError(f"{name!r} is no name")
    return os.path.join(folder, *names)


def read(folder, *names):
    """A document; None when there is none."""
    try:
        with open(path(folder, *names), encoding="utf-8") as file:
            return json.load(file)
    except FileNotFoundError:
        return None


def write_once(document, folder, *names):
    """Writes a document unless it is there, and returns the one that is there then."""
    target = path(folder, *names)
    os.makedirs(os.path.dirname(target), exist_ok=True)
    draft = f"{target}.{os.getpid()}.draft"
    with open(draft, "w", encoding="utf-8") as file:
        json.dump(document, file, indent=2, sort_keys=True)
    try:
        os.link(draft, target)
    except FileExistsError:
        pass
    finally:
        os.remove(draft)
    return read(folder, *names)


def remove(folder, *names):
    """Removes a document; false when there was none."""
    try:
        os.remove(path(folder, *names))
        return True
    except FileNotFoundError:
        return False


def documents(folder, *names):
    """The names of the documents in a folder, in their order."""
    try:
        return sorted(n[:-5] for n in os.listdir(path(folder, *names)) if n.endswith(".json"))
    except FileNotFoundError:
        return []
