// Makes the pages handier; every page works without it.
"use strict";
(() => {
  const pane = document.querySelector("[data-pane]");
  const live = document.querySelector("[data-live]");
  const wide = window.matchMedia("(min-width: 64rem)");

  // Copying a citation.
  for (const button of document.querySelectorAll("button[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const words = document.getElementById(button.dataset.copy);
      const text = words.textContent.trim();
      let done = false;
      try {
        await navigator.clipboard.writeText(text);
        done = true;
      } catch {
        const range = document.createRange();
        range.selectNodeContents(words);
        const selection = window.getSelection();
        selection.removeAllRanges();
        selection.addRange(range);
        done = document.execCommand("copy");
      }
      const before = button.textContent;
      button.textContent = done ? live.dataset.done : live.dataset.failed;
      live.textContent = button.textContent;
      window.setTimeout(() => { button.textContent = before; }, 2500);
    });
  }

  // Another form of a citation gets a button of its own: it is fetched when asked for, and copied.
  for (const link of document.querySelectorAll("a[data-copied]")) {
    const button = document.createElement("button");
    const word = link.closest("[data-copy-word]").dataset.copyWord;
    button.type = "button";
    button.className = "plain";
    button.textContent = word;
    button.setAttribute("aria-label", `${word}: ${link.textContent}`);
    link.after(" ", button);
    button.addEventListener("click", async () => {
      let done = false;
      try {
        const reply = await fetch(link.href);
        if (reply.ok) {
          await navigator.clipboard.writeText(await reply.text());
          done = true;
        }
      } catch { done = false; }
      button.textContent = done ? live.dataset.done : live.dataset.failed;
      live.textContent = button.textContent;
      window.setTimeout(() => { button.textContent = word; }, 2500);
    });
  }

  // Escape closes an open menu and gives the focus back; so does a click beside it.
  const menus = document.querySelectorAll(".cite-menu details");
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of menus) {
      if (!menu.open) continue;
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", (event) => {
    for (const menu of menus) if (menu.open && !menu.contains(event.target)) menu.open = false;
  });

  // Showing the page of another answer beside the list.
  function showSheet(sheet, number) {
    pane.replaceChildren(sheet);
    const image = sheet.querySelector("img");
    if (image) image.loading = "eager";
    bring(sheet);
    if (number) {
      for (const answer of document.querySelectorAll(".answer")) {
        const chosen = answer.dataset.answer === number;
        answer.classList.toggle("shown", chosen);
        for (const link of answer.querySelectorAll("a[data-sheet]")) {
          if (chosen) link.setAttribute("aria-current", "true");
          else link.removeAttribute("aria-current");
        }
      }
    }
    const caption = sheet.querySelector("[data-name]");
    if (caption) live.textContent = caption.dataset.name;
  }

  // Scrolls the pane, never the window, so that the first mark stands in view.
  function bring(sheet) {
    const mark = sheet.querySelector("rect");
    const holder = sheet.closest("[data-pane]");
    if (!mark || !holder || holder.scrollHeight <= holder.clientHeight) return;
    const offset = mark.getBoundingClientRect().top - holder.getBoundingClientRect().top;
    holder.scrollTop += offset - holder.clientHeight / 3;
  }

  async function fetchSheet(address) {
    const reply = await fetch(address, { headers: { Accept: "text/html" } });
    if (!reply.ok) throw new Error(String(reply.status));
    const page = new DOMParser().parseFromString(await reply.text(), "text/html");
    const sheet = page.querySelector("figure.sheet");
    if (!sheet) throw new Error("no sheet");
    return document.importNode(sheet, true);
  }

  function plainClick(event) {
    return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  }

  if (pane) {
    bring(pane.querySelector("figure.sheet") || pane);
    document.addEventListener("click", async (event) => {
      const link = event.target.closest("a[data-sheet], [data-pane] a[data-move]");
      if (!link || !plainClick(event) || !wide.matches) return;
      event.preventDefault();
      const answer = link.closest(".answer");
      const kept = answer && answer.querySelector("details.proof figure.sheet");
      pane.setAttribute("aria-busy", "true");
      try {
        const sheet = kept ? kept.cloneNode(true) : await fetchSheet(link.href);
        showSheet(sheet, answer ? answer.dataset.answer : null);
      } catch {
        window.location.assign(link.href);
      } finally {
        pane.removeAttribute("aria-busy");
      }
    });
  }

  // A long outline is folded on a phone.
  if (!wide.matches) {
    for (const outline of document.querySelectorAll("details[data-fold]")) outline.open = false;
  }

  // "/" goes to the box.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    const box = document.querySelector("input[name='q']");
    if (box) { event.preventDefault(); box.focus(); box.select(); }
  });
})();
