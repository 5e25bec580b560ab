// Correct and confirm a translation, hands on the keys. A unit says which version of it is shown, so
// that the desk can tell when somebody else has changed it; what was typed is never thrown away.

const CHECK_MS = 350;
const RETRY_MS = 2000;

export function openUnits(root) {
  const base = document.getElementById("bar").dataset.base;
  const words = root.dataset;
  const says = document.getElementById("says");
  let lastStep = "";

  const all = () => [...root.querySelectorAll(".unit")];
  const field = (unit) => unit.querySelector("textarea");
  const isOpen = (unit) => unit.dataset.state !== "reviewed";
  const current = () => document.activeElement?.closest?.(".unit") ?? null;
  const passedOf = (unit) => unit.dataset.dismissed.split(" ").filter(Boolean);

  function make(name, text = "", className = "") {
    const element = document.createElement(name);
    element.textContent = text;
    element.className = className;
    return element;
  }

  function button(text, className, act) {
    const made = make("button", text, className);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  }

  async function send(path, body) {
    const response = await fetch(base + path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    return { status: response.status, answer: await response.json() };
  }

  function note(unit, text, isBad = false) {
    const place = unit.querySelector(".note");
    place.textContent = text;
    place.classList.toggle("bad", isBad);
  }

  function announce(text, step = "") {
    const line = make("p", `${text} `);
    if (step) line.append(button(words.undo, "small", () => undo(step)));
    says.replaceChildren(line);
  }

  // ------------------------------------------------------------ what the checks say

  function showFindings(unit, findings) {
    const list = unit.querySelector(".findings");
    list.replaceChildren(...findings.map((finding) => {
      const item = make("li", "", `finding ${finding.severity}`);
      item.dataset.rule = finding.rule;
      item.append(make("b", finding.word), " ", make("span", finding.message));
      if (finding.canPass) item.append(" ", button(words.dismiss, "small quiet dismiss", () => dismiss(unit, finding.rule)));
      return item;
    }));
    const passed = passedOf(unit);
    if (!passed.length) return;
    const item = make("li", "", "finding passed soft");
    item.append(make("span", `${words.passed} ${passed.join(", ")}`), " ", button(words.back, "small quiet", () => {
      unit.dataset.dismissed = "";
      check(unit);
    }));
    list.append(item);
  }

  function dismiss(unit, rule) {
    unit.dataset.dismissed = [...new Set([...passedOf(unit), rule])].join(" ");
    unit.dataset.touched = "1";
    field(unit).focus();
    check(unit);
  }

  async function check(unit) {
    unit.asked = (unit.asked ?? 0) + 1;
    const number = unit.asked;
    try {
      const { status, answer } = await send("/check", {
        key: unit.dataset.key, target: field(unit).value, dismissed: passedOf(unit),
      });
      if (status !== 200 || number !== unit.asked) return;
      showFindings(unit, answer.findings);
      unit.querySelector(".confirm").disabled = !answer.mayConfirm || !field(unit).value.trim();
      countChosen();
    } catch { /* the next letter asks again */ }
  }

  // ------------------------------------------------------------ saving

  function show(unit, saved) {
    unit.dataset.version = saved.version;
    unit.dataset.state = saved.state;
    unit.dataset.dismissed = saved.dismissed.join(" ");
    unit.dataset.clean = saved.findings.length || saved.state === "reviewed" ? "0" : "1";
    unit.dataset.touched = "";
    unit.classList.remove("reviewed", "machine", "stale", "held");
    unit.classList.add(saved.state);
    const chip = unit.querySelector(".state");
    chip.className = `chip state ${saved.state}`;
    chip.textContent = saved.word;
    const text = field(unit);
    if (text.value !== saved.target) text.value = saved.target;
    unit.querySelector(".confirm").disabled = !saved.mayConfirm || !saved.target;
    unit.querySelector(".confirm").classList.toggle("main", saved.state !== "reviewed");
    const box = unit.querySelector(".choose");
    box.checked = false;
    box.disabled = saved.state === "reviewed";
    unit.querySelector(".meeting")?.remove();
    showFindings(unit, saved.findings);
  }

  function showCounts(counts) {
    document.getElementById("n-open").textContent = counts.open;
    const clean = document.getElementById("confirm-clean");
    clean.textContent = clean.dataset.word.replace("#", counts.clean);
    clean.disabled = !counts.clean;
    countChosen();
  }

  function takeAnswer(answer, asked) {
    const byKey = new Map(all().map((unit) => [unit.dataset.key, unit]));
    for (const saved of answer.saved) {
      const unit = byKey.get(saved.key);
      if (unit) show(unit, saved);
    }
    for (const theirs of answer.conflicts) {
      const unit = byKey.get(theirs.key);
      if (unit) meet(unit, theirs);
    }
    showCounts(answer.counts);
    if (answer.step) lastStep = answer.step;
    if (asked > 1 || answer.conflicts.length) {
      const missed = answer.conflicts.length ? ` ${words.conflicts.replace("#", answer.conflicts.length)}` : "";
      announce(`${words.saved} ${answer.saved.length}.${missed}`, answer.step);
    }
  }

  // Somebody else has changed the unit: both texts are shown, and the editor decides.
  function meet(unit, theirs) {
    unit.querySelector(".meeting")?.remove();
    const box = make("div", "", "meeting");
    box.setAttribute("role", "alert");
    if (theirs.gone) {
      box.append(make("p", words.gone));
    } else {
      const text = make("p", theirs.target, "text");
      text.lang = field(unit).lang;
      text.dir = "auto";
      box.append(make("p", words.conflict), text);
      box.append(button(words.theirs, "small", () => { show(unit, theirs); field(unit).focus(); }), " ");
      box.append(button(words.mine, "small", () => {
        unit.dataset.version = theirs.version;
        box.remove();
        confirm(unit);
      }));
    }
    unit.querySelector(".target").append(box);
    note(unit, "", true);
  }

  async function save(changes, unit) {
    for (;;) {
      let status;
      let answer;
      try {
        ({ status, answer } = await send("", { changes }));
      } catch {
        if (unit) note(unit, words.failed, true);
        else announce(words.failed);
        return false;
      }
      if (status === 423) {
        if (unit) note(unit, words.locked, true);
        else announce(words.locked);
        await new Promise((done) => setTimeout(done, RETRY_MS));
        continue;
      }
      if (answer.error) {
        const text = `${answer.error.what}: ${answer.error.why}`;
        if (unit) note(unit, text, true);
        else announce(text);
        return false;
      }
      takeAnswer(answer, changes.length);
      return status === 200 && !answer.conflicts.length;
    }
  }

  const changeOf = (unit) => ({
    key: unit.dataset.key, version: unit.dataset.version, target: field(unit).value,
    confirmed: true, dismissed: passedOf(unit),
  });

  async function confirm(unit) {
    const isNext = next(unit);
    const isSaved = await save([changeOf(unit)], unit);
    if (!isSaved) return;
    note(unit, words.saved);
    if (document.activeElement?.closest?.(".unit") === unit || document.activeElement === document.body) {
      if (isNext) go(isNext);
      else announce(words.alldone, lastStep);
    }
  }

  // A key is faster than the check of the last letter: what is confirmed has been checked.
  async function confirmByKey(unit) {
    if (unit.dataset.touched) await check(unit);
    if (!unit.querySelector(".confirm").disabled) confirm(unit);
    else note(unit, unit.querySelector(".finding.error span")?.textContent ?? "", true);
  }

  async function undo(step) {
    const { status, answer } = await send("/undo", { step });
    if (status === 200 || status === 409) takeAnswer(answer, answer.saved?.length ?? 0);
    if (answer.error) announce(`${answer.error.what}: ${answer.error.why}`);
    lastStep = "";
  }

  // ------------------------------------------------------------ moving and choosing

  function go(unit) {
    field(unit).focus({ preventScroll: true });
    unit.scrollIntoView({ block: "center" });
  }

  function next(unit, test = isOpen) {
    const units = all();
    const from = unit ? units.indexOf(unit) + 1 : 0;
    return [...units.slice(from), ...units.slice(0, from)].find((each) => each !== unit && test(each));
  }

  function move(step) {
    const units = all();
    const place = units.indexOf(current());
    const to = units[Math.min(units.length - 1, Math.max(0, place + step))];
    if (to) go(to);
  }

  // What has an error stays out of a batch: the number on the button is what will be confirmed.
  const chosen = () => all().filter((unit) =>
    unit.querySelector(".choose").checked && !unit.querySelector(".confirm").disabled);

  function countChosen() {
    const made = document.getElementById("confirm-chosen");
    const n = chosen().length;
    made.hidden = !n;
    made.textContent = made.dataset.word.replace("#", n);
  }

  let lastBox = null;
  root.addEventListener("click", (event) => {
    const box = event.target.closest(".choose");
    if (!box) return;
    if (event.shiftKey && lastBox) {
      const boxes = [...root.querySelectorAll(".choose")];
      const ends = [boxes.indexOf(lastBox), boxes.indexOf(box)].sort((a, b) => a - b);
      for (const each of boxes.slice(ends[0], ends[1] + 1)) if (!each.disabled) each.checked = box.checked;
    }
    lastBox = box;
    countChosen();
  });

  // ------------------------------------------------------------ suggestions, terms, history

  function takeText(unit, text) {
    field(unit).value = text;
    unit.dataset.touched = "1";
    field(unit).focus();
    check(unit);
  }

  function listed(box, title, items) {
    if (title) box.append(make("h3", title));
    const list = make("ol");
    list.append(...items);
    box.append(list);
  }

  function suggestion(unit, each, place) {
    const item = make("li");
    const take = button(`${place}`, "small", () => takeText(unit, each.text));
    take.classList.add("take");
    take.setAttribute("aria-label", `${place}: ${each.text}`);
    const text = make("span", each.text, "text");
    text.lang = field(unit).lang;
    text.dir = "auto";
    item.append(take, text, make("span", [each.from, each.detail].filter(Boolean).join(" · "), "soft"));
    return item;
  }

  async function more(unit, isShown = unit.querySelector(".beside").hidden) {
    const box = unit.querySelector(".beside");
    box.hidden = !isShown;
    unit.querySelector(".more").setAttribute("aria-expanded", String(isShown));
    if (!isShown) return;
    const { status, answer } = await send("/near", { key: unit.dataset.key });
    if (status !== 200) return;
    box.replaceChildren();
    listed(box, "", answer.suggestions.map((each, n) => suggestion(unit, each, n + 1)));
    if (!answer.suggestions.length) box.append(make("p", words.nothing, "soft"));
    const ask = button(words.ask, "small", async () => {
      ask.disabled = true;
      ask.textContent = words.asking;
      const asked = await send("/ask", { key: unit.dataset.key });
      ask.textContent = words.ask;
      ask.disabled = false;
      const n = box.querySelectorAll(".take").length;
      box.querySelector("ol").append(...(asked.answer.answers ?? []).map((each, m) => suggestion(unit, each, n + m + 1)));
      for (const why of asked.answer.reasons ?? [asked.answer.error?.what]) box.append(make("p", why, "soft bad"));
    });
    box.append(ask);
    if (answer.terms.length) {
      listed(box, words.terms, answer.terms.map((term) => make("li", `${term.source} → ${term.targets.join(" | ")}${term.note ? ` (${term.note})` : ""}`)));
    }
    if (answer.history.length) {
      listed(box, words.history, answer.history.map((step) => {
        const item = make("li");
        const back = button(words.revert, "small quiet", () => takeText(unit, step.before));
        const text = make("span", step.before || "–", "text");
        text.dir = "auto";
        item.append(back, text, make("span", `${step.at} · ${step.what}`, "soft"));
        return item;
      }));
    }
  }

  // ------------------------------------------------------------ listening

  for (const unit of all()) {
    let timer = 0;
    field(unit).addEventListener("input", () => {
      unit.dataset.touched = "1";
      clearTimeout(timer);
      timer = setTimeout(() => check(unit), CHECK_MS);
    });
    unit.querySelector(".confirm").addEventListener("click", () => confirm(unit));
    unit.querySelector(".more").addEventListener("click", () => more(unit));
    for (const each of unit.querySelectorAll(".dismiss")) {
      each.addEventListener("click", () => dismiss(unit, each.closest("li").dataset.rule));
    }
  }
  document.getElementById("next").addEventListener("click", () => {
    const unit = next(current());
    if (unit) go(unit);
    else announce(words.alldone);
  });
  document.getElementById("confirm-clean").addEventListener("click", () => {
    save(all().filter((unit) => unit.dataset.clean === "1" && !unit.dataset.touched).map(changeOf));
  });
  document.getElementById("confirm-chosen").addEventListener("click", () => save(chosen().map(changeOf)));

  const keys = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    KeyN: () => document.getElementById("next").click(),
    KeyM: (unit) => unit && more(unit),
    KeyZ: () => lastStep && undo(lastStep),
  };
  document.addEventListener("keydown", (event) => {
    const unit = current();
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter" && unit) {
      event.preventDefault();
      confirmByKey(unit);
      return;
    }
    if (!event.altKey || event.ctrlKey || event.metaKey) return;
    const digit = /^Digit([1-9])$/.exec(event.code)?.[1];
    if (digit && unit) {
      event.preventDefault();
      if (event.shiftKey) unit.querySelectorAll(".dismiss")[digit - 1]?.click();
      else if (unit.querySelector(".beside").hidden) more(unit).then(() => unit.querySelectorAll(".take")[digit - 1]?.click());
      else unit.querySelectorAll(".take")[digit - 1]?.click();
      return;
    }
    const act = keys[event.code];
    if (act) {
      event.preventDefault();
      act(unit);
    }
  });

  addEventListener("beforeunload", (event) => {
    if (all().some((unit) => unit.dataset.touched)) event.preventDefault();
  });

  // After the browser has gone to the place itself, which takes the focus away.
  const arrive = () => {
    const wanted = location.hash ? document.getElementById(location.hash.slice(1)) : null;
    if (wanted) setTimeout(() => go(wanted));
  };
  if (document.readyState === "complete") arrive();
  else addEventListener("load", arrive);
  addEventListener("hashchange", arrive);
}
