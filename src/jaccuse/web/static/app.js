"use strict";
// What only a script can do: a claim and its words light each other up.
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
})();
