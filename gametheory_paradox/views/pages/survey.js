/* The survey's page that lives: rows are filtered by text, word and verdict, tables sorted by a column's head, all
   that is folded is unfolded at once, and certificates are checked.  Without this script the page says the same. */
"use strict";
(function (global) {
  const { make, checkCertificates, otherVerdict } = global.GametheoryParts;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  // ------------------------------------------------------------------------------------------------ words

  /** What a cell or a line says itself, without its certificate. */
  const wordsOf = element => [...element.childNodes]
    .filter(node => !(node.classList && node.classList.contains("proof")))
    .map(node => node.textContent).join(" ").trim();

  const plain = text => text.toLowerCase().replace(/[−–]/g, "-").replace(/[‘’]/g, "'");

  /** The numbers of a text, in order. */
  const numbersOf = text => (text.replace(/−/g, "-").match(/-?\d+(?:\.\d+)?/g) || []).map(Number);

  // ------------------------------------------------------------------------------------------------- sort

  const collator = new Intl.Collator("en", { numeric: true });

  /** By what a cell is sorted: what a policy changes where it says before → after, else a number, else its words. */
  function keyOf(cell) {
    const words = cell ? wordsOf(cell) : "", sides = words.split("→").map(numbersOf);
    if (sides.length === 2 && sides[0].length && sides[1].length) return sides[1][0] - sides[0][0];
    return /^[≈−-]? ?\d[\d.]*$/.test(words) ? numbersOf(words)[0] : words;
  }

  /** Numbers, then words, then what is empty, whichever way. */
  function inOrder(a, b, way) {
    const rank = key => typeof key === "number" ? 0 : key === "" ? 2 : 1;
    if (rank(a) !== rank(b)) return rank(a) - rank(b);
    return way * (typeof a === "number" ? a - b : collator.compare(a, b));
  }

  /** Heads that sort their column up, then down, then as it was. */
  function sortable(table, say) {
    const body = table.tBodies[0], rows = [...body.rows], heads = [...table.tHead.rows[0].cells];
    if (rows.length < 2) return;
    table.classList.add("sortable");
    heads.forEach((head, column) => {
      const name = head.textContent;
      if (!name) return;
      head.replaceChildren(make("button", { type: "button", onclick: () => sort(head, column, name) }, name));
    });

    function sort(head, column, name) {
      const way = { ascending: -1, descending: 0 }[head.getAttribute("aria-sort")] ?? 1;
      for (const other of heads) other.removeAttribute("aria-sort");
      if (way) head.setAttribute("aria-sort", way > 0 ? "ascending" : "descending");
      table.classList.toggle("sorted", Boolean(way));
      const keyed = rows.map(row => [keyOf(row.cells[column]), row]);
      if (way) keyed.sort(([a], [b]) => inOrder(a, b, way));
      body.append(...keyed.map(([, row]) => row));
      say(way ? `Sorted by ${name}, ${way > 0 ? "ascending" : "descending"}.` : "In the first order again.");
    }
  }

  /** A row that goes on about the system of the row above names it, once rows are moved or left out. */
  function repeatNames(table) {
    let above = [];
    for (const row of table.tBodies[0].rows) {
      const own = [...row.cells].slice(0, 2);
      if (own.some(cell => cell.textContent)) { above = own.map(cell => cell.innerHTML); continue; }
      own.forEach((cell, n) => { if (above[n]) cell.append(make("span", { class: "repeated", html: above[n] })); });
    }
  }

  // ----------------------------------------------------------------------------------------------- filter

  /** A question: its line in a card, its row in the table below, its verdict and its words. */
  function questionsOf(card) {
    const rows = all("table.questions tbody tr", card), title = card.querySelector("h2").textContent;
    return all("li", card).filter(line => line.querySelector(":scope > .badge")).map((line, n) => ({
      parts: [line, rows[n]].filter(Boolean), kind: line.querySelector(".badge").textContent,
      text: plain(`${title} ${wordsOf(line)}`),
    }));
  }

  class Filter {
    constructor(table) {
      this.table = table;
      const column = [...table.tHead.rows[0].cells].findIndex(cell => cell.textContent === "in a word");
      this.policies = [...table.tBodies[0].rows].map(row => ({
        parts: [row], kind: row.cells[column].textContent, text: plain([...row.cells].map(wordsOf).join(" ")),
      }));
      this.cards = all("main > section[id]").map(section => ({ section, questions: questionsOf(section) }));
      this.questions = this.cards.flatMap(card => card.questions);

      const again = () => this.show();
      this.text = make("input", { type: "search", id: "filter-text", autocomplete: "off", oninput: again });
      this.word = choice("filter-word", "any word", this.policies, again);
      this.verdict = choice("filter-verdict", "any verdict", this.questions, again);
      this.status = make("p", { class: "filter-status", role: "status" });
    }

    /** The fields, and beside them what else is pressed. */
    bar(...buttons) {
      const labeled = (field, words) => make("div", {}, make("label", { for: field.id }, words), field);
      const reset = make("button", { type: "button", class: "reset", onclick: () => this.reset() }, "Show all");
      return make("form", { class: "survey-bar", role: "search", "aria-label": "Rows and questions", onsubmit: event => event.preventDefault() },
        labeled(this.text, "Filter rows and questions by text"), labeled(this.word, "Rows that say"),
        labeled(this.verdict, "Questions that are"), make("div", { class: "buttons" }, reset, ...buttons), this.status);
    }

    reset() {
      this.text.value = this.word.value = this.verdict.value = "";
      this.show();
    }

    show() {
      const terms = plain(this.text.value).split(/\s+/).filter(Boolean);
      const shown = (items, kind) => items.filter(({ parts, kind: own, text }) => {
        const fits = (!kind || own === kind) && terms.every(term => text.includes(term));
        for (const part of parts) part.hidden = !fits;
        return fits;
      }).length;
      const rows = shown(this.policies, this.word.value), questions = shown(this.questions, this.verdict.value);
      const narrowed = rows < this.policies.length || questions < this.questions.length;
      this.table.classList.toggle("filtered", rows < this.policies.length);
      for (const { section, questions: own } of this.cards) {
        section.hidden = own.length > 0 && own.every(question => question.parts[0].hidden);
        for (const link of all(`.contents a[href="#${section.id}"]`)) link.hidden = section.hidden;
      }
      this.status.textContent = narrowed
        ? `Shown: ${rows} of ${this.policies.length} rows, ${questions} of ${this.questions.length} questions.` : "";
    }

    /** A link leads to its card, filtered out or not. */
    follow(link) {
      const card = this.cards.find(({ section }) => `#${section.id}` === link.getAttribute("href"));
      if (card && card.section.hidden) this.reset();
    }
  }

  /** A list of the kinds there are, with how many of each. */
  function choice(id, words, items, onchange) {
    const counts = new Map();
    for (const { kind } of items) if (kind) counts.set(kind, (counts.get(kind) || 0) + 1);
    const options = [...counts].sort(([a], [b]) => collator.compare(a, b))
      .map(([kind, count]) => make("option", { value: kind }, `${kind} (${count})`));
    return make("select", { id, onchange }, make("option", { value: "" }, words), ...options);
  }

  // ------------------------------------------------------------------------------------------------- fold

  /** A button that unfolds all, or folds all where nothing is left to unfold. */
  function folding() {
    const details = all("details"), closed = () => details.some(own => !own.open);
    const name = () => { button.textContent = closed() ? "Unfold all" : "Fold all"; };
    const button = make("button", { type: "button", class: "fold", onclick: () => {
      const open = closed();
      for (const own of details) own.open = open;
      name();
    } });
    for (const own of details) own.addEventListener("toggle", name);
    name();

    // On paper nothing is folded; afterwards all is as it was.
    let opened = [];
    global.addEventListener("beforeprint", () => {
      opened = details.filter(own => !own.open);
      for (const own of opened) own.open = true;
    });
    global.addEventListener("afterprint", () => { for (const own of opened) own.open = false; });
    return button;
  }

  // ---------------------------------------------------------------------------------------------- certificates

  const SIDES = { // of what a cell compares, by the names in a certificate
    option: ["without", "with"], information: ["uninformed", "informed"], misperception: ["knowing the game", "real"],
    "comparative-statics": ["before", "after"],
  };

  /** The number of a text such as -60/7; NaN for what is no fraction. */
  function numberOf(text) {
    const [top, bottom = "1"] = typeof text === "string" ? text.split("/") : [""];
    return top ? Number(top) / Number(bottom) : NaN;
  }

  /** Why an accepted certificate is not what its row or line says; empty where it is. */
  function contradiction(script, certificate) {
    const place = document.querySelector(`[data-outcome="${script.id}"]`), held = place && place.closest("td, li");
    if (!held) return "nothing on this page refers to it";
    const badge = held.querySelector(":scope > .badge");
    if (badge) return otherVerdict(badge.textContent, certificate);

    const column = held.dataset.label, said = wordsOf(held), sides = said.split("→");
    if (certificate.measure !== column) return `it is about ${certificate.measure}, not ${column}`;
    const proved = (SIDES[certificate.paradox] || []).map(side => (certificate.payoffs[side] || []).map(numberOf));
    if (sides.length !== 2 || proved.length !== 2 || proved.flat().some(Number.isNaN)) return "";
    const agree = sides.every((side, n) => {
      const written = numbersOf(side), ends = [Math.min(...proved[n]), Math.max(...proved[n])];
      const near = side.includes("≈") ? 0.005 : 1e-9; // three digits, or all
      return written.length && [written[0], written[written.length - 1]]
        .every((number, end) => Math.abs(number - ends[end]) <= near * Math.max(1, Math.abs(ends[end])));
    });
    return agree ? "" : `the page says ${said}, the certificate ${proved.map(ends => [...new Set(ends)].join(" to ")).join(" → ")}`;
  }

  function start() {
    const status = make("p", { class: "unseen", role: "status" }), say = text => { status.textContent = text; };
    const systems = document.querySelector("table.systems");
    if (systems) {
      repeatNames(systems);
      const filter = new Filter(systems);
      systems.closest(".table").before(filter.bar(folding()), status);
      document.addEventListener("click", event => {
        const link = event.target.closest && event.target.closest('a[href^="#"]');
        if (link) filter.follow(link);
      });
    }
    for (const table of all("table.stack")) sortable(table, say);
    global.GametheoryChecked = checkCertificates(contradiction);
  }

  start(); // the script stands at the end of the page
})(window);
