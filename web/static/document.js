// The outline shows where one reads; what is folded stands open on paper.
"use strict";
(() => {
  // Browsers that unfold by the style sheet find nothing to do.
  const folded = [];
  window.addEventListener("beforeprint", () => {
    for (const one of document.querySelectorAll("details.cover:not([open]), details.cites:not([open])")) {
      one.open = true;
      folded.push(one);
    }
  });
  window.addEventListener("afterprint", () => {
    for (const one of folded.splice(0)) one.open = false;
  });
})();

(() => {
  const outline = document.querySelector("[data-spy]");
  if (!outline) return;
  const links = new Map();
  for (const link of outline.querySelectorAll("a[href^='#c-']")) {
    const section = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (section) links.set(section, link);
  }
  const order = [...document.querySelectorAll("section.clause")];
  if (!links.size || !order.length) return;
  let current = null;

  function follow() {
    const line = window.innerHeight / 4;
    let chosen = null;
    for (const section of order) {
      if (section.getBoundingClientRect().top > line) break;
      if (links.has(section)) chosen = links.get(section);
    }
    if (chosen === current) return;
    if (current) current.removeAttribute("aria-current");
    current = chosen;
    if (!current) return;
    current.setAttribute("aria-current", "location");
    const holder = current.closest(".outline");
    if (holder.scrollHeight > holder.clientHeight) {
      const place = current.getBoundingClientRect().top - holder.getBoundingClientRect().top;
      if (place < 0 || place > holder.clientHeight - 60) holder.scrollTop += place - holder.clientHeight / 3;
    }
  }

  let waiting = false;
  window.addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    window.requestAnimationFrame(() => { waiting = false; follow(); });
  }, { passive: true });
  follow();
})();
