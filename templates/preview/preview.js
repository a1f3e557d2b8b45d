"use strict";
(() => {
  const box = document.querySelector("#preview");
  const key = `engagemodel ${location.pathname}`;
  const search = document.querySelector("#search");
  const root = document.documentElement;
  const PATIENCE = 1500; // milliseconds without an answer after which it is missed,
  const RETRY = 5000; // and after which it is asked again
  let source = null;
  let missed = 0;

  // What a reload would forget: the address has the rest (which state, card, finding or step).
  const scrolled = () => [document.scrollingElement, ...document.querySelectorAll("main, aside, #picture")];
  function keep() {
    const focused = document.activeElement || root;
    const kept = {
      scroll: scrolled().map((part) => [part.scrollLeft, part.scrollTop]),
      open: [...document.querySelectorAll("details")].map((each) => each.open),
      words: search ? search.value : "",
      focus: focused.id || (focused.closest(".card") || focused).id,
      theme: root.dataset.theme || "",
    };
    try {
      sessionStorage.setItem(key, JSON.stringify(kept));
    } catch { /* a browser that keeps nothing */ }
  }
  function recall() {
    let kept = null;
    try {
      kept = JSON.parse(sessionStorage.getItem(key));
    } catch { /* the same */ }
    if (!kept) return;
    if (kept.theme) root.dataset.theme = kept.theme;
    document.querySelectorAll("details").forEach((each, at) => { each.open = Boolean(kept.open[at]); });
    if (search && kept.words) {
      search.value = kept.words;
      if (!/card=|finding=|journey=/.test(location.hash)) search.dispatchEvent(new Event("input"));
    }
    const focused = kept.focus && document.getElementById(kept.focus);
    if (focused) (focused.querySelector("[role=button]") || focused).focus({ preventScroll: true });
    const back = () => scrolled().forEach((part, at) => {
      if (kept.scroll[at]) part.scrollTo({ left: kept.scroll[at][0], top: kept.scroll[at][1], behavior: "instant" });
    });
    back();
    addEventListener("load", back);
  }

  // The server escapes what it tells, and the policy of the page lets no script but these two run.
  function hear(news) {
    clearTimeout(missed);
    missed = 0;
    if (news.page !== box.dataset.page) {
      location.reload();
      return;
    }
    const fresh = new DOMParser().parseFromString(news.markup, "text/html").body;
    if (fresh.innerHTML !== box.innerHTML) box.replaceChildren(...fresh.childNodes);
  }
  function miss() {
    source.close();
    missed = setTimeout(listen, RETRY); // it may only have been asleep
    if (box.querySelector("#preview-lost")) return;
    const lost = document.createElement("p");
    lost.id = "preview-lost";
    lost.setAttribute("role", "alert");
    lost.textContent = "The preview has ended. What you see is its last page.";
    box.replaceChildren(lost);
  }
  // Pages that nobody looks at hold no connection, of which a browser has few.
  function listen() {
    clearTimeout(missed);
    missed = 0;
    if (source) source.close();
    source = null;
    if (document.hidden) return;
    source = new EventSource("events");
    source.addEventListener("message", (event) => hear(JSON.parse(event.data)));
    source.addEventListener("error", () => {
      if (!missed) missed = setTimeout(miss, PATIENCE);
    });
  }

  history.scrollRestoration = "manual";
  recall();
  addEventListener("pagehide", () => {
    keep();
    if (source) source.close();
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) listen();
  });
  document.addEventListener("visibilitychange", listen);
  listen();
})();
