// The box of Trachuẩn and its answers inside another site: one script tag, no other file.
// It sets no cookie, keeps nothing, and asks nobody but the site that it came from.
"use strict";
(() => {
  const WORDS = "%WORDS%"; // both languages, put in by the server
  const STYLE = `
:host { display: block; contain: content; --ink: #15191d; --soft: #4a545e; --line: #c9d0d6; --ground: #fff; --shade: #f2f5f7; --action: #00566b; --deep: #003a49; --on: #fff; --ring: #9a5b00; }
:host([data-theme="dark"]) { --ink: #e8ecef; --soft: #b0bac3; --line: #3d4852; --ground: #12171b; --shade: #1c2329; --action: #7fd0e4; --deep: #b5e6f2; --on: #06262e; --ring: #ffcf4d; }
@media (prefers-color-scheme: dark) { :host([data-theme="auto"]) { --ink: #e8ecef; --soft: #b0bac3; --line: #3d4852; --ground: #12171b; --shade: #1c2329; --action: #7fd0e4; --deep: #b5e6f2; --on: #06262e; --ring: #ffcf4d; } }
*, *::before, *::after { box-sizing: border-box; }
.widget { font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif; color: var(--ink); background: var(--ground); border: 1px solid var(--line); border-top: 4px solid var(--action); border-radius: 3px; padding: 1rem; overflow-wrap: anywhere; text-align: left; }
p, ol, ul, blockquote, li { margin: 0; padding: 0; }
label { display: block; font-weight: 600; margin-bottom: 0.35rem; }
.row { display: flex; flex-wrap: wrap; gap: 0.5rem; }
input, button { font: inherit; min-height: 2.75rem; border-radius: 3px; }
input { flex: 1 1 14rem; min-width: 0; padding: 0.45rem 0.7rem; border: 2px solid var(--soft); background: var(--ground); color: var(--ink); }
button { padding: 0.45rem 1.1rem; border: 2px solid var(--action); background: var(--action); color: var(--on); font-weight: 600; cursor: pointer; }
button:hover { background: var(--deep); border-color: var(--deep); }
button.plain { background: none; color: var(--action); border-width: 1px; padding: 0.2rem 0.7rem; min-height: 2rem; font-weight: 400; text-align: left; }
button.plain:hover { color: var(--deep); }
a { color: var(--action); text-underline-offset: 0.18em; }
a:hover { color: var(--deep); }
:focus-visible { outline: 3px solid var(--ring); outline-offset: 2px; }
.state { margin-top: 0.6rem; }
.state:empty { display: none; }
.state.wrong { border-left: 4px solid var(--ink); padding-left: 0.7rem; }
.found > * { margin-top: 0.8rem; }
.list { list-style: none; }
.list > li { border-top: 1px solid var(--line); padding-block: 0.8rem; }
.list > li > * + * { margin-top: 0.35rem; }
.head { display: flex; flex-wrap: wrap; align-items: center; gap: 0.2rem 0.7rem; }
.number { font-weight: 700; font-size: 1.08rem; }
.badge { border: 1.5px solid currentcolor; border-radius: 1rem; padding: 0 0.6rem; font-size: 0.88rem; font-weight: 600; color: var(--soft); }
.badge.in_force { color: var(--action); }
.badge.ended { color: var(--ground); background: var(--ink); border-color: var(--ink); }
.badge.not_yet, .badge.unverified, .badge.not_held { border-style: dashed; }
.quiet { color: var(--soft); font-size: 0.92rem; }
blockquote { white-space: pre-line; border-left: 4px solid var(--line); padding-left: 0.8rem; }
.links { display: flex; flex-wrap: wrap; gap: 0.2rem 1.2rem; }
.links a, .more a { display: inline-block; padding-block: 0.2rem; }
.which { background: var(--shade); border-left: 4px solid var(--action); padding: 0.7rem 0.9rem; }
.which b { display: block; }
.picks { list-style: none; display: flex; flex-wrap: wrap; gap: 0.5rem; margin-top: 0.4rem; }
.foot { margin-top: 0.8rem; border-top: 1px solid var(--line); padding-top: 0.5rem; }
.sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
[hidden] { display: none !important; }`;
  const WAIT = 30000;
  const LONG = 600;
  const MARKS = 12;
  const tag = document.currentScript;
  const home = new URL("/", tag.src);

  function element(name, props = {}, ...inside) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(props)) {
      if (value !== null && value !== undefined) made.setAttribute(key, value);
    }
    made.append(...inside.filter((each) => each !== null && each !== ""));
    return made;
  }

  /** An address of the site that the script came from; null for any other. */
  function address(path) {
    try {
      const url = new URL(path, home);
      return url.origin === home.origin ? url : null;
    } catch {
      return null;
    }
  }

  /** The beginning of a text, cut between words, with a sign where it was cut. */
  function beginning(text) {
    if (text.length <= LONG) return text;
    const space = text.lastIndexOf(" ", LONG);
    return `${text.slice(0, space > 0 ? space : LONG)} […]`;
  }

  class Widget {
    constructor(settings) {
      this.lang = settings.lang in WORDS ? settings.lang : "vi";
      this.words = WORDS[this.lang];
      const most = Number.parseInt(settings.limit, 10);
      this.limit = most >= 1 && most <= 20 ? most : 3;
      this.asking = null;
      this.host = element("div", {
        "data-trachuan": "",
        "data-theme": ["dark", "auto"].includes(settings.theme) ? settings.theme : "light",
      });
      const root = this.host.attachShadow({ mode: "open" });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      root.adoptedStyleSheets = [sheet];
      root.append(this.frame(settings));
    }

    frame(settings) {
      this.field = element("input", {
        id: "q", type: "search", maxlength: "1000", autocomplete: "off", enterkeyhint: "search",
        placeholder: settings.placeholder, "aria-describedby": "state",
      });
      this.state = element("p", { id: "state", class: "state", role: "status" });
      this.found = element("div", { class: "found", hidden: "" });
      const form = element("form", { role: "search", "aria-label": this.words.name },
        element("label", { for: "q" }, settings.label || this.words.label),
        element("div", { class: "row" }, this.field,
          element("button", { type: "submit" }, this.words.button)));
      form.noValidate = true;
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.ask();
      });
      const frame = element("div", { class: "widget", lang: this.lang }, form, this.state, this.found,
        element("p", { class: "foot quiet" }, this.link("/", this.words.site), ". ", this.words.caution));
      frame.addEventListener("keydown", (event) => {
        if (event.key !== "Escape" || (this.found.hidden && !this.asking)) return;
        event.preventDefault();
        event.stopPropagation();
        this.clear();
        this.say(this.words.closed);
        this.field.focus();
      });
      return frame;
    }

    clear() {
      if (this.asking) this.asking.abort();
      this.asking = null;
      this.found.replaceChildren();
      this.found.hidden = true;
      this.field.removeAttribute("aria-invalid");
      this.say("");
    }

    say(text, wrong = false) {
      this.state.classList.toggle("wrong", wrong);
      this.state.textContent = text;
    }

    async ask(text = this.field.value) {
      this.clear();
      const q = text.trim();
      this.field.value = q;
      if (!q) {
        this.field.setAttribute("aria-invalid", "true");
        this.say(this.words.empty, true);
        this.field.focus();
        return;
      }
      const asking = new AbortController();
      this.asking = asking;
      const late = setTimeout(() => asking.abort("late"), WAIT);
      this.say(this.words.asking);
      try {
        const url = address("/api/v1/ask");
        url.search = new URLSearchParams({ q, limit: String(this.limit) });
        const reply = await fetch(url, {
          credentials: "omit", referrerPolicy: "no-referrer", signal: asking.signal,
        });
        const body = await reply.json();
        if (this.asking !== asking) return;
        if (reply.ok) this.show(body);
        else this.fail(body);
      } catch {
        if (this.asking === asking) this.fail(null);
      } finally {
        clearTimeout(late);
        if (this.asking === asking) this.asking = null;
      }
    }

    fail(body) {
      const told = body && (this.lang === "vi" ? body.detail_vi : body.detail);
      this.found.replaceChildren();
      this.found.hidden = true;
      this.say(typeof told === "string" && told ? told : this.words.unreachable, true);
    }

    show(body) {
      const day = this.day(body.as_of);
      const inside = [];
      if (body.choices.length) inside.push(this.picks(this.words.choose, body.choices));
      if (body.answerable) {
        inside.push(element("ol", { class: "list" }, ...body.answers.map((each) => this.answer(each))));
      } else {
        inside.push(...this.nothing(body, day));
      }
      const whole = address("/");
      whole.search = new URLSearchParams({ q: body.q, lang: this.lang });
      inside.push(element("p", { class: "more" }, this.link(whole, this.words.whole)));
      this.found.replaceChildren(...inside);
      this.found.hidden = false;
      const count = this.words.count
        .replace("{n}", String(body.answers.length)).replace("{total}", String(body.total))
        .replace("{day}", day);
      this.say(body.answerable ? count : this.words.reasons[body.reason].replace("{day}", day));
    }

    answer(found) {
      const page = address(`/standards/${encodeURIComponent(found.slug)}/pages/${found.page}`);
      for (const box of found.boxes.slice(0, MARKS)) {
        page.searchParams.append("mark", `${box.page}:${[box.x0, box.y0, box.x1, box.y1].map((at) => at.toFixed(1))}`);
      }
      return element("li", {},
        this.head(found, found.held_as ? `/standards/${encodeURIComponent(found.held_as)}` : null),
        found.title ? element("p", { lang: "vi" }, found.title) : null,
        found.held ? null : element("p", { class: "quiet" },
          this.words.not_held_reason.replace("{found_in}", found.found_in || this.words.another)),
        found.status === "in_force" ? null
          : element("p", { class: "quiet" }, this.either(found.status_reason, found.status_reason_en)),
        this.numbers(this.words.replaced_by, found.replaced_by),
        this.base(found.rests_on),
        this.numbers(this.words.amended_by, found.amended_by),
        found.quote ? element("blockquote", { lang: "vi" }, beginning(found.quote)) : null,
        found.exclusions.length
          ? element("p", {}, this.words.exclusions.replace("{n}", String(found.exclusions.length)))
          : null,
        element("p", { class: "quiet", lang: this.lang }, `${this.words.cite} `,
          this.either(found.citation, found.citation_en)),
        element("p", { class: "links" },
          this.link(page, this.words.page.replace("{n}", String(found.page)), found.number || ""),
          found.clause ? this.link(found.clause.url, this.words.clause, found.clause.label) : null));
    }

    head(found, path) {
      const number = found.number || this.words.unnumbered;
      return element("p", { class: "head" },
        element("span", { class: "number" }, path ? this.link(path, number) : number),
        element("span", { class: `badge ${found.status}` }, this.words.status[found.status]),
        found.held === false ? element("span", { class: "badge not_held" }, this.words.not_held) : null,
        found.force ? element("span", { class: "quiet" }, this.words.force[found.force]) : null);
    }

    /** The text in which the evidence stands, where it is another and does not bind. */
    base(text) {
      if (text.is_itself || text.status === "in_force") return null;
      return element("p", { class: "quiet" },
        `${this.words.rests_on} ${text.number || text.title || text.slug}: ${this.words.status[text.status]}`);
    }

    numbers(word, links) {
      if (!links || !links.length) return null;
      return element("p", { class: "quiet" }, `${word} ${links.map((each) => each.number).join(", ")}`);
    }

    nothing(body, day) {
      const made = [element("div", { class: "which" },
        element("p", {}, element("b", {}, this.words.reasons[body.reason].replace("{day}", day)),
          this.words.leads[body.reason].replace("{day}", day)))];
      if (body.suggestions.length) {
        made.push(this.picks(this.words.suggest, body.suggestions.map((each) => each.text)));
      }
      if (body.nearest.length) {
        const group = { not_in_library: "mentions", no_match: "nearest" }[body.reason] || "matched";
        made.push(element("div", {},
          element("p", {}, element("b", {}, this.words.groups[group])),
          element("p", { class: "quiet" }, this.words.notes[group]),
          element("ul", { class: "list" }, ...body.nearest.slice(0, this.limit).map((find) => element("li", {},
            this.head(find, find.clause ? find.clause.url : `/standards/${encodeURIComponent(find.slug)}`),
            find.title ? element("p", { lang: "vi" }, beginning(find.title)) : null,
            this.numbers(this.words.replaced_by, find.replaced_by))))));
      }
      return made;
    }

    picks(word, texts) {
      return element("div", {}, element("p", {}, word),
        element("ul", { class: "picks" }, ...texts.map((text) => {
          const button = element("button", { type: "button", class: "plain", lang: "vi" }, text);
          button.addEventListener("click", () => {
            this.field.focus();
            this.ask(text);
          });
          return element("li", {}, button);
        })));
    }

    /** A link to the site, in a tab of its own: the page around the box stays where it is. */
    link(path, words, about = "") {
      const url = address(path);
      if (!url) return words;
      if (!url.searchParams.has("lang")) url.searchParams.set("lang", this.lang);
      return element("a", { href: url.href, target: "_blank", rel: "noopener" }, words,
        element("span", { class: "sr" }, `${about ? ` ${about}` : ""} (${this.words.tab})`));
    }

    either(vietnamese, english) {
      return this.lang === "en" && english ? english : vietnamese;
    }

    day(iso) {
      const [year, month, day] = iso.split("-");
      return this.lang === "vi" ? `${day}/${month}/${year}` : iso;
    }
  }

  function place() {
    const settings = tag.dataset;
    const widget = new Widget(settings);
    const target = settings.target ? document.querySelector(settings.target) : null;
    if (target) target.append(widget.host);
    else if (document.body.contains(tag)) tag.after(widget.host);
    else document.body.append(widget.host);
    if (settings.question) widget.ask(settings.question);
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", place);
  else place();
})();
