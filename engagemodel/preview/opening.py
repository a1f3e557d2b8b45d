"""The address of a page in, whether a browser was asked to open it out."""

from __future__ import annotations

import threading


def open_browser(url: str) -> bool:
    """Ask the user's browser to open a page; nobody waits for it.

    A browser for the terminal is not asked, because what is told there would be lost under it.
    """
    import webbrowser

    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return False
    if type(browser) is webbrowser.GenericBrowser:
        return False
    threading.Thread(target=browser.open, args=(url,), name="browser", daemon=True).start()
    return True
