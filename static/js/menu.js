// On narrow screens the menu opens and closes; Escape closes it.
for (const menu of document.querySelectorAll("[data-menu]")) {
  const toggle = menu.querySelector("[data-menu-toggle]");
  const set = (open) => {
    menu.toggleAttribute("data-open", open);
    toggle.setAttribute("aria-expanded", String(open));
  };
  toggle.addEventListener("click", () => set(!menu.hasAttribute("data-open")));
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.hasAttribute("data-open")) return;
    set(false);
    toggle.focus();
  });
}
