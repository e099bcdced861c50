"""Start the command line; `briefgen` and `python -m briefgen` begin here."""

import sys

from briefgen.builds.store.calls import told_again


def main() -> None:
    """Say again what the same call said, if nothing has changed since, or else run the command."""
    try:
        code = told_again(sys.argv[1:])
        if code is not None:
            sys.exit(code)
        from briefgen.cli import main as run
    except KeyboardInterrupt:  # before the command line can say anything of it
        sys.exit(130)
    run()


if __name__ == "__main__":
    main()
