"""Customer engagement models as text: what breaks an experience, what changes, on one page."""

__version__ = "0.1.0"
