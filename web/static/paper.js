// A page of the paper: keys, and marks made by hand. Every link works without it.
"use strict";
(() => {
  const viewer = document.querySelector("[data-viewer]");
  const stage = viewer && viewer.querySelector("[data-stage]");
  if (!stage) return;
  const paper = stage.querySelector(".paper");
  const width = Number(paper.dataset.width);
  const height = Number(paper.dataset.height);
  const how = viewer.querySelector("[data-draw-how]");
  const live = document.querySelector("[data-live]");
  const NS = new DOMParser().parseFromString("<svg></svg>", "text/html").querySelector("svg").namespaceURI;

  // What a key did goes on where it was: the picture has the focus again after the page turned.
  const KEPT = "paper.focus";
  if (sessionStorage.getItem(KEPT)) {
    sessionStorage.removeItem(KEPT);
    const back = () => stage.focus({ preventScroll: true });
    if (window.location.hash) window.addEventListener("load", () => window.setTimeout(back));
    else back();
  }
  function follow(link) {
    sessionStorage.setItem(KEPT, "1");
    window.location.assign(link.href.split("#")[0]);
  }

  // In a picture larger than its stage the first mark stands in view.
  function bring() {
    const mark = stage.querySelector("svg:not(.words):not(.draft) rect");
    if (!mark || !stage.classList.contains("zoomed")) return;
    const box = mark.getBoundingClientRect();
    const frame = stage.getBoundingClientRect();
    stage.scrollTop += box.top - frame.top - frame.height / 4;
    stage.scrollLeft += box.left - frame.left - Math.max(0, (frame.width - box.width) / 2);
  }
  bring();

  function typing(target) {
    return /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (drawing) return;
    const inside = stage.contains(document.activeElement);
    const wide = inside && stage.scrollWidth > stage.clientWidth + 1;
    if ((event.key === "ArrowLeft" || event.key === "ArrowRight") && !wide && !event.shiftKey) {
      const link = viewer.querySelector(`[data-key="${event.key}"]`);
      if (link) { event.preventDefault(); follow(link); }
    } else if (inside && ["+", "=", "-", "_"].includes(event.key)) {
      const steps = [...viewer.querySelectorAll("[data-zoom]")];
      const now = steps.findIndex((step) => step.hasAttribute("aria-current"));
      const next = steps[now + (event.key === "+" || event.key === "=" ? 1 : -1)];
      if (next) { event.preventDefault(); follow(next); }
    }
  });

  // The address of the marks, with this site before it, for pasting elsewhere.
  const copy = viewer.querySelector("[data-copy-link]");
  if (copy) {
    copy.hidden = false;
    copy.addEventListener("click", async () => {
      const words = copy.textContent;
      let said = live.dataset.done;
      try {
        await navigator.clipboard.writeText(viewer.querySelector("[data-mark-link]").href);
      } catch {
        said = live.dataset.failed;
      }
      copy.textContent = said;
      live.textContent = said;
      window.setTimeout(() => { copy.textContent = words; }, 2500);
    });
  }

  // ---------- marks made by hand ----------

  const draw = viewer.querySelector("[data-draw]");
  const take = viewer.querySelector("[data-selected]");
  viewer.querySelector("[data-marking]").hidden = false;
  let drawing = false;
  let draft = null;
  let corner = null;
  let at = { x: width / 2, y: height / 3 };
  const keys = how.textContent;

  function place(event) {
    const box = paper.querySelector("img").getBoundingClientRect();
    return {
      x: Math.min(width, Math.max(0, ((event.clientX - box.left) / box.width) * width)),
      y: Math.min(height, Math.max(0, ((event.clientY - box.top) / box.height) * height)),
    };
  }

  // The address with these boxes added; the mark is then drawn by the page itself.
  function mark(boxes) {
    if (!boxes.length) return;
    const address = new URL(window.location.href);
    for (const box of boxes) {
      const corners = [box.x0, box.y0, box.x1, box.y1].map((value) => Math.round(value * 10) / 10);
      address.searchParams.append("mark", corners.join(","));
    }
    const before = stage.querySelectorAll("svg:not(.words):not(.draft) rect").length;
    address.hash = `mark-${before + 1}`;
    sessionStorage.setItem(KEPT, "1");
    window.location.assign(address.href.replace(/%2C/gi, ",").replace(/%3A/gi, ":"));
  }

  function shape(name, attributes) {
    const made = document.createElementNS(NS, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  }

  function show() {
    draft.replaceChildren();
    if (corner) {
      draft.append(shape("rect", {
        x: Math.min(corner.x, at.x), y: Math.min(corner.y, at.y),
        width: Math.abs(corner.x - at.x), height: Math.abs(corner.y - at.y),
      }));
    }
    draft.append(shape("line", { x1: at.x, x2: at.x, y1: 0, y2: height }));
    draft.append(shape("line", { x1: 0, x2: width, y1: at.y, y2: at.y }));
  }

  function setDrawing(on) {
    drawing = on;
    corner = null;
    draw.setAttribute("aria-pressed", String(on));
    stage.classList.toggle("drawing", on);
    how.textContent = on ? how.dataset.drawHow : keys;
    if (on) {
      live.textContent = how.dataset.drawHow;
      draft = shape("svg", { class: "draft", viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: "none", "aria-hidden": "true" });
      paper.append(draft);
      show();
      stage.focus({ preventScroll: true });
    } else if (draft) {
      draft.remove();
      draft = null;
    }
  }

  function finish() {
    const box = {
      x0: Math.min(corner.x, at.x), y0: Math.min(corner.y, at.y),
      x1: Math.max(corner.x, at.x), y1: Math.max(corner.y, at.y),
    };
    if (box.x1 - box.x0 < 3 || box.y1 - box.y0 < 3) return;
    setDrawing(false);
    mark([box]);
  }

  draw.addEventListener("click", () => setDrawing(!drawing));

  paper.addEventListener("pointerdown", (event) => {
    if (!drawing || event.button !== 0) return;
    event.preventDefault();
    at = place(event);
    if (corner) { finish(); return; }
    corner = at;
    paper.setPointerCapture(event.pointerId);
    show();
  });
  paper.addEventListener("pointermove", (event) => {
    if (!drawing) return;
    at = place(event);
    show();
  });
  paper.addEventListener("pointerup", (event) => {
    if (!drawing || !corner) return;
    at = place(event);
    finish(); // a click without a way is the first of two corners
  });

  stage.addEventListener("keydown", (event) => {
    if (!drawing) return;
    const step = event.shiftKey ? 1 : 10;
    const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    if (event.key in moves) {
      const [x, y] = moves[event.key];
      at = { x: Math.min(width, Math.max(0, at.x + x)), y: Math.min(height, Math.max(0, at.y + y)) };
      show();
    } else if (event.key === "Enter") {
      if (corner) finish();
      else { corner = at; show(); }
    } else if (event.key === "Escape") {
      setDrawing(false);
      draw.focus();
    } else return;
    event.preventDefault();
  });

  // The words that are selected on the picture, one box a line.
  function selected() {
    const words = paper.querySelector("svg.words");
    const selection = window.getSelection();
    if (!words || !selection.rangeCount || selection.isCollapsed) return [];
    const range = selection.getRangeAt(0);
    if (!range.intersectsNode(words)) return [];
    const picture = paper.querySelector("img").getBoundingClientRect();
    const boxes = [];
    for (const line of words.querySelectorAll("text")) {
      if (!selection.containsNode(line, true) || !line.textContent.trim()) continue;
      const whole = line.getBBox();
      let x0 = whole.x;
      let x1 = whole.x + whole.width;
      const length = line.getNumberOfChars();
      if (line.contains(range.startContainer) && range.startOffset < length) {
        x0 = line.getStartPositionOfChar(range.startOffset).x;
      }
      if (line.contains(range.endContainer)) {
        if (range.endOffset === 0) continue;
        x1 = line.getEndPositionOfChar(Math.min(range.endOffset, length) - 1).x;
      }
      if (x1 > x0) boxes.push({ x0: Math.max(0, x0), y0: Math.max(0, whole.y), x1, y1: whole.y + whole.height });
    }
    return picture.width ? boxes : [];
  }
  document.addEventListener("selectionchange", () => { take.disabled = selected().length === 0; });
  take.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the selection
  take.addEventListener("click", () => mark(selected().slice(0, 40)));
})();
