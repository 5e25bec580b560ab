// What a page cannot do by itself: save a unit in its place, keys, the run's progress, the way from a
// sentence of a mail to its unit. No library; every text that comes from a post goes in as text.

import { openUnits } from "./units.js";

const ASK_MS = 1000;

function watchRun(box) {
  if (box.dataset.running !== "1") return;
  const bar = document.getElementById("run-bar");
  const says = document.getElementById("run-says");
  const log = document.getElementById("log");
  const ask = async () => {
    let state;
    try {
      state = await (await fetch("/run/state")).json();
    } catch {
      setTimeout(ask, 3 * ASK_MS);
      return;
    }
    if (state.posts) {
      bar.max = state.posts;
      bar.value = state.done;
    }
    log.replaceChildren(...state.lines.map(([time, level, event, detail]) => {
      const row = document.createElement("tr");
      row.className = level;
      row.append(...[time, event, detail].map((text) => {
        const cell = document.createElement("td");
        cell.textContent = text;
        return cell;
      }));
      return row;
    }));
    if (state.running) {
      const done = state.posts ? ` ${state.done} / ${state.posts} ${state.at}` : "";
      says.textContent = says.dataset.word + done;
      setTimeout(ask, ASK_MS);
      return;
    }
    bar.value = bar.max;
    says.textContent = state.exit === 0 ? box.dataset.done : `${box.dataset.failed} (${state.exit})`;
    document.getElementById("stop").hidden = true;
    document.getElementById("start").disabled = false;
  };
  says.dataset.word = says.textContent;
  ask();
}

// The sentence around a place of a text, and the block it stands in.
function findSentence(page, event) {
  const block = event.target.closest("p, li, td, th, h1, h2, h3, h4, h5, h6, blockquote, div");
  const near = block ? block.textContent : "";
  const caret = page.caretRangeFromPoint?.(event.clientX, event.clientY);
  if (!caret) return { text: near, near };
  const whole = caret.startContainer.textContent ?? "";
  const before = whole.slice(0, caret.startOffset);
  const after = whole.slice(caret.startOffset);
  const begin = Math.max(...[". ", "! ", "? ", "。", "！", "？"].map((end) => {
    const place = before.lastIndexOf(end);
    return place < 0 ? 0 : place + end.length;
  }));
  const rest = after.search(/[.!?](\s|$)|[。！？]/);
  return { text: before.slice(begin) + (rest < 0 ? after : after.slice(0, rest + 1)), near };
}

function listenToMails(frames) {
  for (const frame of frames.querySelectorAll("iframe")) {
    const listen = () => {
      const page = frame.contentDocument;
      if (!page?.body || page.body.dataset.heard) return;
      page.body.dataset.heard = "1";
      page.addEventListener("click", async (event) => {
        event.preventDefault();
        const response = await fetch(frames.dataset.find, {
          method: "POST",
          headers: { "Content-Type": "application/json" },
          body: JSON.stringify(findSentence(page, event)),
        });
        if (response.ok) location.href = (await response.json()).href;
      });
    };
    frame.addEventListener("load", listen);
    listen();
  }
}

const run = document.getElementById("progress");
if (run) watchRun(run);
const frames = document.getElementById("frames");
if (frames) listenToMails(frames);
const units = document.getElementById("units");
if (units) openUnits(units);
