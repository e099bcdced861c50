"""Keep the outputs of kinds of paper, so that the plan of an unchanged build reads no kind.

What a kind's file says is validated as a brief is, and loading what that takes is longer than
telling that nothing has changed.
"""

from __future__ import annotations

import json
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from briefgen.builds.store.home import home, keep, kept
from briefgen.builds.store.program import signature
from briefgen.ground.files import bytes_of
from briefgen.kinds import FILE, KINDS, kind_named

FOLDER = "kinds"
# It changes with the form of what is kept.
FORMAT = "briefgen kind 1"
MOST_BYTES = 256 * 1024


def outputs_of(name: str, own: tuple[Path, ...]) -> tuple[str, ...]:
    """Give the outputs of a kind; none where it says none, or isn't there.

    `own` are the user's folders of templates. Raises ConfigError where the kind has faults.
    """
    key = _key(name, own)
    if key and (known := _known(key)) is not None:
        return known
    kind = kind_named(name, own)
    outputs = kind.outputs if kind else ()
    if key and kind:
        with suppress(OSError):
            keep(home(FOLDER), key, {"key": key, "outputs": outputs})
    return outputs


def _known(key: str) -> tuple[str, ...] | None:
    value = kept(home(FOLDER), key)
    outputs = value.get("outputs") if isinstance(value, dict) and value.get("key") == key else None
    if isinstance(outputs, list) and all(isinstance(each, str) for each in outputs):
        return tuple(outputs)
    return None


def _key(name: str, own: tuple[Path, ...]) -> str:
    """Name all that a kind can rest on; empty where that can't be read, and nothing is kept.

    A kind may extend any other, or one that is added later may come before a shipped one. So the
    hashes of all of the user's kinds are in it.
    """
    try:
        files = [at for root in own for at in sorted(root.glob(f"{KINDS}/*/{FILE}"))]
        hashes = [[str(at), sha256(bytes_of(at, MOST_BYTES)).hexdigest()] for at in files]
        value = json.dumps([FORMAT, signature(), name, hashes])
    except (OSError, ValueError):
        return ""
    return sha256(value.encode(errors="surrogateescape")).hexdigest()
