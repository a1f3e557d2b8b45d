"""`python -m engagemodel` in, the command line out."""

from __future__ import annotations

from engagemodel import ending


def main() -> None:
    """Run the program with the arguments of the process and exit, also while it is still loaded."""
    ending.at_once()
    from engagemodel import cli

    cli.main()


if __name__ == "__main__":
    main()
