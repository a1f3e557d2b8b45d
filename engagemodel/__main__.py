"""`python -m engagemodel` in, the command line out."""

from __future__ import annotations

from engagemodel.cli import main

if __name__ == "__main__":
    main()
