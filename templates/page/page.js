"use strict";
(() => {
  const root = document.documentElement;
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const book = JSON.parse(one("#book").textContent);
  const stage = one("#picture"); // listens, because a picture that listens for focus takes it
  const picture = one("svg", stage);
  const cards = new Map(all(".card:not(.more)", picture).map((card) => [card.dataset.card, card]));
  const more = all(".card.more", picture); // where cards are shown once more
  const cells = all(".cell", picture);
  const strokes = all(".line", picture); // and cells, which may stand for several lines
  const lines = strokes.flatMap((element) => {
    const { id, dataset } = element;
    return (book.lines[id] || [{ id, ends: [dataset.from, dataset.to] }]).map((line) => ends(line, element));
  });
  lines.push(...(book.lines[""] || []).map((line) => ends(line, null))); // those in no cell
  const signs = all(".sign", picture);
  const gaps = all(".gap", picture);
  const columns = all('[id^="head-"], [id^="column-"]', picture); // of the steps of a journey
  const findings = all(".finding");
  const undo = one("#undo"); // stands with what is chosen
  const narrow = matchMedia("(max-width: 999.98px)"); // the list is below the picture, not beside it
  const player = one("#journey");
  const PACE = 3000; // milliseconds that a step stays while a journey plays
  const first = root.dataset.state;
  const now = { state: first, card: null, finding: null, journey: null, step: 1, words: "" };
  let hover = null; // what the pointer or the keyboard is on: { card }, { finding } or { cell }
  let stand = null; // the card that Tab leads to
  let timer = 0;

  const say = (key, values) => book.words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const shown = (element) => element.getClientRects().length > 0;
  const button = (card) => one("[role=button]", card);
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const key = (from, to) => JSON.stringify([from, to]);
  const kind = (line) => line.id.split("-")[1];
  const column = (element) => element.id.split("-")[1];
  const steady = (line) => kind(line) !== "flow" && kind(line) !== "missing"; // said, not carried
  const standing = ({ element, from, to }) => (element ? [element] : [cards.get(from), cards.get(to)]).every((each) => each && shown(each));
  const there = (line) => (!line.in || line.in.includes(now.state)) && standing(line);
  const played = () => (book.journeys[now.state] || []).find((each) => each.id === now.journey);

  // A line with the cards that its ends stand in.
  function ends(line, element) {
    const [from, to] = line.ends.map((id) => (Object.hasOwn(book.home, id) ? book.home[id] : id));
    return { ...line, element, from, to };
  }

  // What is lit: cards by id, lines and missing lines as elements.
  const light = (ids, drawn = [], more = {}) => ({ cards: new Set(ids), lines: new Set(drawn), gaps: [], kept: [], sought: [], ...more });

  function touched(id) {
    const drawn = lines.filter(there);
    const ids = new Set([id]);
    const lit = new Set(drawn.filter((line) => line.from === id || line.to === id));
    for (const [near, far] of [[0, 1], [1, 0]]) {
      // A group leads on from the members that a line reaches, not from all of them.
      const queue = [id, ...Object.keys(book.home).filter((each) => book.home[each] === id)];
      const seen = new Set(queue);
      while (queue.length) {
        const at = queue.pop();
        for (const line of drawn) {
          if (line.ends[near] !== at || !steady(line) || kind(line) === "through") continue;
          lit.add(line);
          if (!seen.has(line.ends[far])) {
            seen.add(line.ends[far]);
            queue.push(line.ends[far]);
          }
        }
      }
    }
    for (const line of lit) ids.add(line.from).add(line.to);
    const pairs = new Set([...lit].map((line) => key(line.from, line.to)));
    for (const line of drawn) {
      if (kind(line) !== "through") continue;
      const by = [...ids].some((each) => pairs.has(key(each, line.from)) && pairs.has(key(each, line.to)));
      if (by) lit.add(line);
    }
    return light(ids, lit, { subject: id });
  }

  function named(fingerprint) {
    const finding = (book.findings[now.state] || []).find((each) => each.id === fingerprint);
    if (!finding) return null;
    const drawn = lines.filter((line) => finding.lines.includes(line.id));
    const ids = new Set(finding.cards);
    for (const line of drawn) ids.add(line.from).add(line.to);
    for (const line of lines) {
      if (ids.has(line.from) && ids.has(line.to) && there(line)) drawn.push(line);
    }
    return light(ids, drawn);
  }

  // What meets in a cell: its row and its column.
  function crossed(cell) {
    const { from, to } = cell.dataset;
    return light([from, to], lines.filter((line) => line.element === cell));
  }

  function stepped() {
    const step = played().steps[now.step - 1];
    if (!step) return null;
    const ids = new Set(step.cards);
    const pairs = (each) => new Set(each.map(([from, to]) => key(from, to)));
    const carried = { flow: pairs(step.flows), missing: pairs(step.gaps) };
    const absent = new Set(now.state === "difference" ? book.marked[played().gone ? "added" : "removed"] : []);
    const at = stepping();
    const drawn = lines.filter((line) => {
      const { from, to } = line;
      if (absent.has(line.id)) return false;
      if (kind(line) === "hand") return line.id.split(/[-.]/)[2] === at; // as the step receives it
      return steady(line) ? ids.has(from) && ids.has(to) : carried[kind(line)].has(key(from, to));
    });
    for (const line of drawn) ids.add(line.from).add(line.to);
    const { gaps, kept, sought } = step;
    return light(ids, drawn, { gaps, kept, sought });
  }

  // The column of the step that is played, if the picture is that of its journey and shows it.
  function stepping() {
    const steps = (book.columns || {})[now.state];
    const at = steps && now.journey ? String(steps[now.step]) : "";
    return columns.some((each) => column(each) === at && shown(each)) ? at : "";
  }

  function matching() {
    const words = fold(now.words.trim());
    const found = book.cards.filter((card) => fold(card.words).includes(words));
    return light(found.map((card) => card.id).filter((id) => cards.has(id) && shown(cards.get(id))));
  }

  function chosen() {
    if (hover && hover.card) return touched(hover.card);
    if (hover && hover.cell) return crossed(hover.cell);
    if (hover) return named(hover.finding);
    if (now.journey) return stepped();
    if (now.card) return touched(now.card);
    if (now.finding) return named(now.finding);
    const found = now.words.trim() ? matching() : null;
    return found && found.cards.size ? found : null; // what finds nothing fades nothing
  }

  function show() {
    const lit = chosen();
    picture.classList.toggle("dim", lit !== null);
    const has = lit || light([]);
    for (const card of [...cards.values(), ...more]) {
      const id = card.dataset.card;
      card.classList.toggle("lit", has.cards.has(id));
      card.classList.toggle("subject", has.subject === id);
      card.classList.toggle("kept", has.kept.includes(id));
      card.classList.toggle("sought", has.sought.includes(id));
    }
    for (const [id, card] of cards) button(card).setAttribute("aria-pressed", String(now.card === id));
    const pairs = new Set([...has.lines].map((line) => key(line.from, line.to)));
    const drawn = new Set([...has.lines].map((line) => line.element));
    for (const stroke of strokes) stroke.classList.toggle("lit", drawn.has(stroke));
    for (const sign of signs) sign.classList.toggle("lit", pairs.has(key(sign.dataset.from, sign.dataset.to)));
    const missing = new Set(has.gaps.map(([from, to]) => key(from, to)));
    for (const gap of gaps) gap.classList.toggle("lit", missing.has(key(gap.dataset.from, gap.dataset.to)));
    const at = !hover && stepping();
    for (const each of columns) each.classList.toggle("off", Boolean(at) && column(each) !== at);
    list(has);
  }

  // The findings beside the page: those that name the card, or the one that is chosen.
  function list(lit) {
    const by = new Map((book.findings[now.state] || []).map((each) => [each.id, each]));
    const chosen = hover ? hover.finding : now.finding;
    for (const finding of findings) {
      const told = by.get(finding.dataset.finding);
      const names = lit.subject ? Boolean(told && told.cards.includes(lit.subject)) : chosen === finding.dataset.finding;
      finding.classList.toggle("named", names && shown(finding));
      one("button", finding).setAttribute("aria-pressed", String(now.finding === finding.dataset.finding));
    }
  }

  // The entries that the state has, in its order and as they stand in it.
  function arrange() {
    const { head, none } = book.above[now.state];
    const told = book.findings[now.state];
    const [title, empty, entries] = one("#findings").children;
    title.textContent = head;
    empty.textContent = none;
    empty.hidden = told.length > 0;
    for (const finding of findings) finding.hidden = true;
    for (const each of told) {
      const entry = findings[each.at];
      entry.hidden = false;
      entry.classList.toggle("resolved", each.status === "resolved");
      one(".badge", entry).textContent = each.number;
      one("small", entry).textContent = book.labels[each.label];
      entries.append(entry);
    }
  }

  // The entry of the finding that is chosen; below a picture, where it is far, it is told there too.
  function entry() {
    return now.finding && findings.find((each) => each.dataset.finding === now.finding && shown(each));
  }

  function copied(finding) {
    const copy = finding.cloneNode(true);
    const title = document.createElement("strong");
    title.append(...one("button", copy).childNodes);
    one("button", copy).replaceWith(title);
    copy.classList.remove("named");
    delete copy.dataset.finding;
    return copy;
  }

  function about(id) {
    const panel = one("#chosen");
    panel.append(undo);
    const finding = entry();
    if (finding && narrow.matches) {
      panel.hidden = false;
      one("ul", panel).replaceChildren(copied(finding));
      return;
    }
    if (finding) finding.append(undo);
    const here = (each) => !each.classList.contains("in") || each.classList.contains(`in-${now.state}`);
    const told = all("#elements [data-about]").filter((each) => each.dataset.about === id && here(each));
    panel.hidden = !told.length;
    one("ul", panel).replaceChildren(...told.map((each) => each.cloneNode(true)));
    if (!told.length) return;
    const parts = all("[data-about]", panel); // of what shares a place today each tells its own lines
    for (const line of lines.filter((each) => each.to === id && kind(each) !== "through" && there(each))) {
      const part = parts.find(({ dataset }) => (dataset.element || dataset.about) === line.ends[1]) || parts[0];
      const inner = one("ul", part) || part.appendChild(document.createElement("ul"));
      const entry = inner.appendChild(document.createElement("li"));
      entry.textContent = line.text || all("title", line.element).find((title) => shown(title.parentNode)).textContent;
    }
  }

  // The address remembers what is shown, so that it can be sent to somebody.
  function remember() {
    const parts = new URLSearchParams();
    if (now.journey) {
      parts.set("journey", now.journey);
      parts.set("step", now.step);
    } else if (now.card) parts.set("card", now.card);
    else if (now.finding) parts.set("finding", now.finding);
    if (now.state !== first) parts.set("state", now.state);
    const words = parts.toString();
    history.replaceState(null, "", words ? `#${words}` : location.href.split("#")[0]);
  }

  // What an address names is shown in the state that it names, or in the first one that has it; what
  // no state has is forgotten.
  function follow() {
    const parts = new URLSearchParams(location.hash.slice(1));
    const wanted = book.states.includes(parts.get("state")) ? parts.get("state") : first;
    hush();
    Object.assign(now, { card: null, finding: null, journey: null, step: 1 });
    turn([wanted, first, ...book.states].find((state) => leads(parts, state)) || wanted);
    if (parts.has("journey")) start(parts.get("journey"), Number(parts.get("step")) || 1);
    else if (parts.has("card")) now.card = placed(parts.get("card"), now.state);
    else if (parts.has("finding")) now.finding = noted(parts.get("finding"), now.state);
    settle();
    if (now.finding && !reveal()) entry().scrollIntoView({ block: "nearest" });
  }

  // Scrolls a picture that is above its list to where most of what is lit is seen.
  function reveal() {
    if (!narrow.matches) return false;
    stage.scrollIntoView({ block: "start" });
    const frame = stage.getBoundingClientRect();
    const lit = [...cards.values()].filter((card) => card.classList.contains("lit") && shown(card));
    const boxes = lit.map((card) => [card, card.getBoundingClientRect()]);
    const whole = (left) => boxes.filter(([, box]) => box.left >= left && box.right <= left + frame.width).length;
    const from = (box) => box.left - 8;
    boxes.sort(([, a], [, b]) => whole(from(b)) - whole(from(a)));
    if (!boxes.length) return true;
    const [card, box] = boxes[0];
    stage.scrollLeft += from(box) - frame.left;
    card.scrollIntoView({ block: "nearest" });
    return true;
  }

  function leads(parts, state) {
    if (parts.has("journey")) return (book.journeys[state] || []).some((each) => each.id === parts.get("journey"));
    if (parts.has("card")) return placed(parts.get("card"), state) !== null;
    return parts.has("finding") && noted(parts.get("finding"), state) !== null;
  }

  // The card of an element in a state, and a finding there by its fingerprint or its number.
  function placed(id, state) {
    const home = Object.hasOwn(book.home, id) ? book.home[id] : id;
    const card = cards.get(home);
    if (!card) return null;
    const apart = card.closest("g.in"); // holds what is not in every state
    return !apart || apart.classList.contains(`in-${state}`) ? home : null;
  }

  function noted(name, state) {
    const told = book.findings[state] || [];
    const found = told.find((each) => each.id === name) || told.find((each) => String(each.number) === name);
    return found ? found.id : null;
  }

  function refresh() {
    about(now.journey ? null : now.card);
    tell();
    show();
  }

  function turn(state) {
    now.state = root.dataset.state = state;
    document.title = one("h1").textContent = book.titles[state];
    stage.setAttribute("aria-label", book.titles[state]);
    for (const each of all(".switch button")) each.setAttribute("aria-pressed", String(each.dataset.to === state));
    for (const card of cards.values()) {
      const title = all("title", card).find((each) => shown(each.parentNode));
      if (title) button(card).setAttribute("aria-label", title.textContent);
    }
    arrange();
    if (now.journey && !played()) halt();
    if (now.card && !shown(cards.get(now.card))) now.card = null;
    if (now.finding && !named(now.finding)) now.finding = null;
    if (player) {
      const there = new Set((book.journeys[state] || []).map((each) => each.id));
      for (const option of player.options) option.disabled = option.value !== "" && !there.has(option.value);
    }
    if (!stand || !shown(stand)) rest(seen()[0]);
    if (now.words) count();
  }

  // The cards as they are seen: columns from left to right, each from top to bottom.
  function seen() {
    const there = [...cards.values()].filter(shown).map((card) => ({ card, ...middle(card) }));
    there.sort((a, b) => a.x - b.x);
    let column = 0;
    there.forEach((each, at) => {
      if (at && each.x - there[at - 1].x >= 8) column += 1;
      each.column = column;
    });
    there.sort((a, b) => a.column - b.column || a.y - b.y);
    return there.map((each) => each.card);
  }

  function middle(card) {
    const box = (one("rect", card) || card).getBoundingClientRect();
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }

  function rest(card) {
    if (stand) button(stand).setAttribute("tabindex", "-1");
    stand = card || null;
    if (stand) button(stand).setAttribute("tabindex", "0");
  }

  function pin(id) {
    halt();
    now.finding = null;
    now.card = now.card === id ? null : id;
    settle();
  }

  function settle() {
    refresh();
    remember();
  }

  function free() {
    halt();
    Object.assign(now, { card: null, finding: null, words: "" });
    hover = null;
    one("#search").value = "";
    one("#found").textContent = "";
    settle();
  }

  // Journeys
  function start(id, step = 1) {
    now.journey = id;
    if (!played()) {
      halt();
      return;
    }
    now.card = now.finding = null;
    now.step = Math.min(Math.max(Math.round(step), 1), Math.max(played().steps.length, 1));
    player.value = id;
  }

  function hush() {
    clearInterval(timer);
    timer = 0;
    if (!player) return;
    one("#play").setAttribute("aria-pressed", "false");
    one("#play").textContent = book.words.play;
  }

  function halt() {
    hush();
    now.journey = null;
    now.step = 1;
    if (player) player.value = "";
  }

  function go(by) {
    if (!now.journey) {
      const waiting = (book.journeys[now.state] || [])[0];
      if (!waiting) return false;
      start(waiting.id);
    } else {
      const next = now.step + by;
      if (next < 1 || next > played().steps.length) return false;
      now.step = next;
    }
    hover = null;
    settle();
    return true;
  }

  function play() {
    if (timer) {
      hush();
      return;
    }
    if (now.journey && now.step >= played().steps.length) {
      now.step = 1;
      settle();
    } else if (!now.journey && !go(0)) return;
    timer = setInterval(() => {
      if (!go(1)) hush();
    }, PACE);
    one("#play").setAttribute("aria-pressed", "true");
    one("#play").textContent = book.words.pause;
  }

  function tell() {
    let said = "";
    for (const journey of all(".journey")) {
      const current = journey.dataset.journey === now.journey && journey.dataset.states.split(" ").includes(now.state);
      journey.hidden = !current;
      all(".step", journey).forEach((step, at) => {
        const here = current && at === now.step - 1;
        if (!here) {
          step.removeAttribute("aria-current");
          return;
        }
        step.setAttribute("aria-current", "step");
        const total = played().steps.length;
        const parts = [one("button", step), ...all("li", step)].map((part) => part.textContent.trim());
        said = `${say("step", { number: now.step, total })}: ${parts.join(". ").replace(/\.\./g, ".")}`;
        step.scrollIntoView({ block: "nearest" });
      });
    }
    const status = one("#said");
    if (status.textContent !== said) status.textContent = said;
    if (!player) return;
    one("#back").disabled = !now.journey || now.step <= 1;
    one("#forward").disabled = Boolean(now.journey) && now.step >= played().steps.length;
  }

  // Search
  function count() {
    const found = now.words.trim() ? matching().cards.size : null;
    one("#found").textContent = found === null ? "" : say("found", { count: found });
  }

  // Keys on the picture: sideways along the lines, up and down in the column.
  function next(card, arrow) {
    const here = middle(card);
    const sideways = arrow === "ArrowLeft" || arrow === "ArrowRight";
    const sign = arrow === "ArrowRight" || arrow === "ArrowDown" ? 1 : -1;
    const id = card.dataset.card;
    const ends = new Set();
    for (const line of lines.filter(there)) {
      if (line.from === id) ends.add(line.to);
      if (line.to === id) ends.add(line.from);
    }
    const found = [];
    const heading = headed(here);
    const linked = sideways !== heading; // the heads of a table stand in a row, all else in columns
    for (const [other, each] of cards) {
      if (other === id || !shown(each) || (linked && !ends.has(other))) continue;
      const box = middle(each);
      const along = (sideways ? box.x - here.x : box.y - here.y) * sign;
      const across = Math.abs(sideways ? box.y - here.y : box.x - here.x);
      const near = linked || (across < 8 && headed(box) === heading);
      if (along > 4 && near) found.push({ each, far: linked ? across : along });
    }
    found.sort((a, b) => a.far - b.far);
    return found.length ? found[0].each : null;
  }

  // Whether what has its middle there is a head: over a column of a table.
  function headed(place) {
    const cell = cells.find(shown);
    return cell !== undefined && Math.abs(middle(cards.get(cell.dataset.to)).y - place.y) < 2;
  }

  stage.addEventListener("keydown", (event) => {
    const card = event.target.closest(".card");
    if (!card) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      pin(card.dataset.card);
    } else if (event.key.startsWith("Arrow")) {
      event.preventDefault();
      const other = next(card, event.key);
      if (!other) return;
      rest(other);
      button(other).focus({ focusVisible: true });
    }
  });
  stage.addEventListener("focusin", (event) => {
    const card = event.target.closest(".card");
    if (!card || !event.target.matches(":focus-visible")) return;
    rest(card);
    hover = { card: card.dataset.card };
    show();
  });
  stage.addEventListener("focusout", () => {
    hover = null;
    show();
  });
  stage.addEventListener("pointerover", (event) => {
    const card = event.target.closest(".card");
    const cell = event.target.closest(".cell");
    const before = hover || {};
    hover = event.pointerType === "touch" ? null : card ? { card: card.dataset.card } : cell && { cell };
    const { card: id, cell: at } = hover || {};
    if (id !== before.card || at !== before.cell) show();
  });
  stage.addEventListener("pointerleave", () => {
    hover = null;
    show();
  });
  stage.addEventListener("click", (event) => {
    const card = event.target.closest(".card");
    if (card) {
      rest(cards.get(card.dataset.card));
      pin(card.dataset.card);
    } else free();
  });
  for (const finding of findings) {
    finding.addEventListener("pointerenter", (event) => {
      if (event.pointerType === "touch") return;
      hover = { finding: finding.dataset.finding };
      show();
    });
    finding.addEventListener("pointerleave", () => {
      hover = null;
      show();
    });
    one("button", finding).addEventListener("click", () => {
      const id = finding.dataset.finding;
      const again = now.finding === id;
      halt();
      Object.assign(now, { card: null, finding: again ? null : id });
      settle();
      if (now.finding) reveal();
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") free();
  });
  for (const each of all(".switch button")) {
    each.addEventListener("click", () => {
      turn(each.dataset.to);
      settle();
    });
  }
  one("#search").addEventListener("input", (event) => {
    if (now.journey || now.card || now.finding) {
      halt();
      Object.assign(now, { card: null, finding: null });
      remember();
    }
    now.words = event.target.value;
    count();
    refresh();
  });
  one("#search").addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !now.words.trim()) return;
    const { cards: hits } = matching();
    const found = seen().find((card) => hits.has(card.dataset.card));
    if (!found) return;
    if (now.card !== found.dataset.card) pin(found.dataset.card);
    button(found).focus({ focusVisible: true });
  });
  if (player) {
    player.addEventListener("change", () => {
      if (player.value) start(player.value);
      else halt();
      settle();
    });
    one("#back").addEventListener("click", () => {
      hush();
      go(-1);
    });
    one("#forward").addEventListener("click", () => {
      hush();
      go(1);
    });
    one("#play").addEventListener("click", play);
    for (const each of all("[data-step]")) {
      each.addEventListener("click", () => {
        hush();
        now.step = Number(each.dataset.step);
        settle();
      });
    }
  }
  undo.addEventListener("click", () => {
    const left = entry();
    free();
    if (left) one("button", left).focus();
  });
  narrow.addEventListener("change", refresh);
  one("#print").addEventListener("click", () => print());
  one("#theme").addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });
  addEventListener("hashchange", follow);
  root.dataset.live = "";
  follow();
})();
