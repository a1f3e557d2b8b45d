"""The address of a page in, whether a browser was asked to open it out."""

from __future__ import annotations

import threading

# Those that would take the terminal over, and hide what is told there.
_IN_A_TERMINAL = ("www-browser", "links", "elinks", "lynx", "w3m")


def open_browser(url: str) -> bool:
    """Ask the user's browser to open a page; nobody waits for it. One for the terminal is not asked."""
    import webbrowser

    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return False
    if getattr(browser, "basename", "") in _IN_A_TERMINAL:
        return False
    threading.Thread(target=browser.open, args=(url,), name="browser", daemon=True).start()
    return True
