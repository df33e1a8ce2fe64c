// The page /validate with a script: drop files, filter by rule, jump by keyboard.
// Without it the page does all it has to. Nothing is remembered or sent from here.
"use strict";

(function () {
  const one = (selector) => document.querySelector(selector);
  const all = (selector) => [...document.querySelectorAll(selector)];

  function offerToDrop() {
    const files = one("#file");
    const label = one("label[for=file]");
    if (!files || !label) return;
    label.textContent = label.dataset.dropped;
    all("#check textarea").forEach((area) => {
      area.addEventListener("dragover", (event) => {
        if (![...event.dataTransfer.types].includes("Files")) return;
        event.preventDefault();
        area.classList.add("dropping");
      });
      area.addEventListener("dragleave", () => area.classList.remove("dropping"));
      area.addEventListener("drop", (event) => {
        area.classList.remove("dropping");
        if (!event.dataTransfer.files.length) return;
        event.preventDefault();
        files.files = event.dataTransfer.files;
        files.focus();
      });
    });
  }

  function isShown(finding) {
    const box = one("#show-" + finding.dataset.severity);
    const rule = one("#rule").value;
    return (!box || box.checked) && (!rule || finding.dataset.rule === rule);
  }

  function filter() {
    const findings = all("#found .finding");
    let shown = 0;
    findings.forEach((finding) => {
      finding.hidden = !isShown(finding);
      shown += finding.hidden ? 0 : 1;
    });
    const count = one("#shown");
    count.textContent =
      shown === findings.length
        ? ""
        : count.dataset.words.replace("{0}", shown).replace("{1}", findings.length);
  }

  function jump(step) {
    const findings = all("#found li.finding[id]").filter((f) => f.offsetParent);
    if (!findings.length) return;
    const at = findings.indexOf(document.activeElement.closest("li.finding"));
    const next = at < 0 ? (step > 0 ? 0 : findings.length - 1) : at + step;
    const target = findings[(next + findings.length) % findings.length];
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "center" });
  }

  function offerKeys() {
    one("#keys").hidden = false;
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.target.closest?.("input, select, textarea")) return;
      if (event.key === "n") jump(1);
      if (event.key === "p") jump(-1);
    });
  }

  function offerFilter() {
    const bar = one("#filter");
    if (!bar) return;
    one("#one-rule").hidden = false;
    bar.addEventListener("change", filter);
    offerKeys();
    filter();
  }

  offerToDrop();
  offerFilter();
  if (one("#found")) one("#found").scrollIntoView();
})();
