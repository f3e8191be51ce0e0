/* Keys of the inbox and of reading: j and k or the arrows move, Enter opens, a adopts, r returns,
   x marks. All of it can be done without them. */
(() => {
  const rows = [...document.querySelectorAll("[data-keys] [data-row]")];
  const marked = document.querySelector("[data-marked]");
  let here = -1;

  const isWriting = (target) => target.closest("input:not([type=checkbox]), select, textarea, [contenteditable], [role=dialog], .modal");
  const link = (row) => row?.querySelector("[data-open]");

  const go = (step) => {
    rows[here]?.removeAttribute("data-here");
    here = Math.min(Math.max(here + step, 0), rows.length - 1);
    rows[here].setAttribute("data-here", "");
    link(rows[here]).focus({ preventScroll: true });
    rows[here].scrollIntoView({ block: "nearest" });
  };

  const open = (part) => {
    const target = link(rows[here]);
    if (target) location.href = target.href + part;
  };

  const count = () => {
    if (!marked) return;
    const number = document.querySelectorAll("[name=submission]:checked").length;
    marked.textContent = number ? `${number}` : "";
  };

  const mark = () => {
    const box = rows[here]?.querySelector("[name=submission]");
    if (box) { box.checked = !box.checked; count(); }
  };

  const show = (name) => {
    const act = document.getElementById(name)?.closest("section");
    const field = act?.querySelector("select, textarea, input:not([type=hidden])");
    if (!field) return;
    act.scrollIntoView({ block: "start" });
    field.focus({ preventScroll: true });
  };

  const follow = (name) => document.querySelector(`[${name}]`)?.click();

  const inList = {
    j: () => go(1), ArrowDown: () => go(1), k: () => go(-1), ArrowUp: () => go(-1),
    a: () => open("#adopt"), r: () => open("#return"), x: mark,
  };
  const inText = {
    j: () => follow("data-after"), k: () => follow("data-before"),
    a: () => show("adopt"), r: () => show("return"),
  };
  const keys = rows.length ? inList : document.querySelector(".travel-desk") ? inText : {};

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
    const act = keys[event.key];
    if (act) { event.preventDefault(); act(); }
  });
  document.addEventListener("change", count);
  rows.forEach((row, number) => row.addEventListener("focusin", () => {
    rows[here]?.removeAttribute("data-here");
    here = number;
    row.setAttribute("data-here", "");
  }));
  if (location.hash === "#adopt" || location.hash === "#return") show(location.hash.slice(1));
})();
