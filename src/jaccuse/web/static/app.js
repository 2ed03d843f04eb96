"use strict";
// What only a script can do: a claim and its words light each other up, and keys decide at the review desk.
(() => {
  const lit = (ids, on) => {
    for (const id of ids) {
      for (const one of document.querySelectorAll(`[data-c~="${CSS.escape(id)}"], [data-claim="${CSS.escape(id)}"]`)) {
        one.classList.toggle("lit", on);
      }
    }
  };
  const ids = (one) => (one.dataset.claim || one.dataset.c || "").split(" ").filter(Boolean);
  const held = (event) => event.target instanceof Element && event.target.closest("[data-c], [data-claim]");
  for (const [start, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
    document.addEventListener(start, (event) => {
      const one = held(event);
      if (one) lit(ids(one), on);
    });
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
    const at = event.target;
    if (at instanceof Element && at.closest("input, textarea, select, [contenteditable]")) {
      if (event.key === "Escape") at.blur();
      return;
    }
    const one = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!one) return;
    event.preventDefault();
    one.click();
    if (one.matches("summary")) document.getElementById("path")?.focus();
  });
  // A decision is sent once, however often a key is struck.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });
})();
