// Leads from change to change: buttons in the bar, and the keys n and p while the focus is in the
// comparison. Without it each change has the same two links.
"use strict";
(() => {
  const region = document.querySelector("[data-compare]");
  const bar = document.querySelector(".change-bar");
  if (!region || !bar) return;
  const changes = [...region.querySelectorAll("[data-change]")];
  const shown = bar.querySelector("[data-at]");
  const said = shown.textContent;

  // The room that the bar takes from the window, so that it never covers what is jumped to.
  function keepClear() {
    region.style.setProperty("--bar", `${bar.offsetHeight + 8}px`);
  }

  function line() {
    return bar.getBoundingClientRect().bottom + 48;
  }

  // The change that one is at: the one that holds the focus, if it is in sight; else the last that
  // begins above the bar's edge. -1 before the first.
  function current() {
    const held = document.activeElement && document.activeElement.closest("[data-change]");
    if (held) {
      const box = held.getBoundingClientRect();
      if (box.bottom > line() && box.top < window.innerHeight) return changes.indexOf(held);
    }
    let last = -1;
    changes.forEach((one, at) => { if (one.getBoundingClientRect().top <= line()) last = at; });
    return last;
  }

  function tell() {
    const at = current();
    const number = at < 0 ? "–" : changes[at].dataset.change;
    shown.textContent = said.replace("–", number);
  }

  function go(by) {
    const at = current();
    const next = changes[at + by];
    if (next && (at >= 0 || by > 0)) {
      window.location.replace(`#${next.id}`);
      next.focus({ preventScroll: true });
      tell();
      return;
    }
    // The next part goes on where this one ends.
    const link = at < 0 ? null : changes[at].querySelector(by > 0 ? "[data-after]" : "[data-before]");
    if (link) window.location.assign(link.href);
  }

  for (const button of bar.querySelectorAll("[data-step]")) {
    button.addEventListener("click", () => {
      go(Number(button.dataset.step));
    });
  }

  region.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const by = { n: 1, p: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    go(by);
  });

  let waiting = false;
  window.addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    window.requestAnimationFrame(() => { waiting = false; tell(); });
  }, { passive: true });
  window.addEventListener("resize", keepClear);
  region.addEventListener("focusin", tell);
  keepClear();
  tell();
})();
