/* Shared by the pages that live: elements are made, certificates are saved and checked in the reader's browser.

   A page holds each certificate as text, in a script element that runs nowhere; what checking it says is written
   where data-outcome names that element, and a line about all of them at the end of the answer. */
"use strict";
(function (global) {

  /** An element with attributes and children; ``html`` is for formulas that the page itself wrote. */
  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name === "html") element.innerHTML = value;
      else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (value === true) element.setAttribute(name, "");
      else if (value !== false && value !== null) element.setAttribute(name, value);
    }
    element.append(...children);
    return element;
  }

  /** Checks every certificate with the page's own checker, and says what came of it.

      ``contradiction`` tells of a certificate that was accepted why it is not what the page says, or nothing. */
  async function checkCertificates(contradiction, page = document) {
    const held = [...page.querySelectorAll("script.certificate")];
    for (const link of page.querySelectorAll("a[data-from]")) {
      link.addEventListener("click", () => {
        const text = page.getElementById(link.dataset.from).textContent;
        link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
      });
    }
    if (!held.length || !global.GametheoryChecker) return;
    const outcomes = [];
    for (const script of held) {
      await new Promise(done => setTimeout(done)); // so that the page can be read and pressed meanwhile
      const outcome = await checkOne(script, contradiction);
      for (const place of page.querySelectorAll(`[data-outcome="${script.id}"]`)) {
        place.replaceChildren(outcomeSaid(outcome, "brief" in place.dataset));
      }
      outcomes.push(outcome);
    }

    const of = name => outcomes.filter(own => own.outcome === name);
    const panel = page.querySelector(".answer:not(.now)");
    const time = Math.round(outcomes.reduce((sum, own) => sum + (own.milliseconds || 0), 0));
    const whole = of("rejected")[0] || (of("accepted").length ? { outcome: "accepted", milliseconds: time, count: of("accepted").length, all: outcomes.length } : of("not mine")[0]);
    if (panel && whole) panel.append(make("p", { class: "checked", role: "status" }, outcomeSaid(whole)));
  }

  async function checkOne(script, contradiction) {
    try {
      const found = await global.GametheoryChecker.check(script.textContent);
      if (found.outcome === "rejected") return found;
      const reason = contradiction(script, JSON.parse(script.textContent));
      return reason ? { ...found, outcome: "rejected", reason } : found;
    } catch (problem) {
      return { outcome: "rejected", reason: String(problem.message || problem), milliseconds: 0 };
    }
  }

  /** An outcome in words; in brief where many stand in a column. */
  function outcomeSaid({ outcome, reason, milliseconds, count, all }, brief = false) {
    const time = `${Math.max(1, Math.round(milliseconds || 0))} ms`;
    const opening = brief ? "" : "Checked in your browser: ";
    if (outcome === "accepted") {
      const which = count ? `, ${count === all ? (all > 1 ? `all ${all} certificates` : "the certificate") : `${count} of ${all} certificates`}` : "";
      return make("span", { class: "accepted" }, `${opening}accepted (${time}${which})`);
    }
    if (outcome === "rejected") return make("span", { class: "rejected" }, `${opening}rejected: ${reason}`);
    const words = brief ? `not checked: ${reason}`
      : `Not checked in your browser: the checker in this page reads no certificate ${reason}; save it and use gametheory-paradox verify`;
    return make("span", { class: "not-mine" }, words);
  }

  /** Why a certificate states another verdict than the page; empty where it does not.

      One about all payoffs in an order states whether the paradox is there or is not; where a verdict depends, it
      is there in a part of them. */
  function otherVerdict(said, { verdict, claim }) {
    const ofOrder = claim && claim.kind === "paradox" ? (claim.never ? ["absent"] : ["present", "depends"]) : [];
    const stated = verdict === undefined ? ofOrder : [verdict];
    return stated.includes(said) ? "" : `the page says ${said}, the certificate ${stated[0] || "no verdict"}`;
  }

  /** Tables that are wider than the page can be scrolled by keyboard, too. */
  const reachable = () => document.querySelectorAll(".table").forEach(table => {
    if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
    else table.removeAttribute("tabindex");
  });
  if (typeof document !== "undefined") ["load", "resize"].forEach(moment => global.addEventListener(moment, reachable));

  global.GametheoryParts = { make, checkCertificates, otherVerdict };
})(typeof window === "undefined" ? globalThis : window);
