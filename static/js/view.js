// Runs before the page is drawn: marks that JavaScript is there and sets the view the reader chose.
(function () {
  const root = document.documentElement;
  const store = {
    get(key) {
      try { return localStorage.getItem(key); } catch { return null; }
    },
    set(key, value) {
      try { localStorage.setItem(key, value); } catch { /* a private window forgets the choice */ }
    },
  };

  root.classList.add("js");
  if (store.get("view") === "elder") root.dataset.view = "elder";

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector("[data-view-switch]");
    if (!button) return;
    const show = () => button.setAttribute("aria-pressed", String(root.dataset.view === "elder"));
    show();
    button.addEventListener("click", () => {
      if (root.dataset.view === "elder") delete root.dataset.view;
      else root.dataset.view = "elder";
      store.set("view", root.dataset.view || "normal");
      show();
      document.dispatchEvent(new CustomEvent("viewchange"));
    });
  });
})();
