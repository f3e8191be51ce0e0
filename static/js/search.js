// Suggestions below the search field, and a count of the hits that are opened. The search works without it.
(function () {
  const DELAY = 150; // milliseconds after the last letter
  const LABELS = document.documentElement.lang.startsWith("zh")
    ? { union: "工会站点", title: "文章", list: "搜索建议" }
    : { union: "Union", title: "Article", list: "Suggestions" };

  document.querySelectorAll("form[data-suggest]").forEach((form, number) => {
    const input = form.querySelector("input[type=search]");
    const list = document.createElement("div");
    let options = [];
    let chosen = -1;
    let timer = 0;
    let asked = "";

    list.className = "search-box__list";
    list.id = `search-suggestions-${number}`;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", LABELS.list);
    list.hidden = true;
    form.append(list);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "false");

    const close = () => {
      list.hidden = true;
      chosen = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };

    const follow = (option) => {
      if (option.url) {
        location.href = option.url;
        return;
      }
      input.value = option.text;
      form.requestSubmit();
    };

    const mark = (place) => {
      chosen = (place + options.length + 1) % (options.length + 1);
      [...list.children].forEach((node, at) => node.setAttribute("aria-selected", String(at === chosen)));
      if (chosen < options.length) input.setAttribute("aria-activedescendant", list.children[chosen].id);
      else input.removeAttribute("aria-activedescendant");
    };

    const show = (answer) => {
      options = [
        ...answer.words.map((text) => ({ text })),
        ...answer.unions.map((union) => ({ text: union.name, url: union.url, kind: LABELS.union })),
        ...answer.titles.map((hit) => ({ text: hit.title, url: hit.url, kind: LABELS.title })),
      ];
      list.replaceChildren(
        ...options.map((option, at) => {
          const node = document.createElement("div");
          node.className = "search-box__option";
          node.id = `${list.id}-${at}`;
          node.setAttribute("role", "option");
          node.setAttribute("aria-selected", "false");
          if (option.kind) {
            const kind = document.createElement("span");
            kind.className = "search-box__kind";
            kind.textContent = option.kind;
            node.append(kind);
          }
          node.append(option.text);
          node.addEventListener("mousedown", (event) => {
            event.preventDefault();
            follow(option);
          });
          return node;
        }),
      );
      chosen = options.length;
      list.hidden = options.length === 0;
      input.setAttribute("aria-expanded", String(!list.hidden));
    };

    const ask = async () => {
      const typed = input.value.trim();
      asked = typed;
      if (!typed) return close();
      try {
        const response = await fetch(`${form.dataset.suggest}?q=${encodeURIComponent(typed)}`);
        if (response.ok && asked === typed && document.activeElement === input) show(await response.json());
      } catch {
        close(); // without a network there are no suggestions
      }
    };

    input.addEventListener("input", (event) => {
      clearTimeout(timer);
      if (!event.isComposing) timer = setTimeout(ask, DELAY);
    });
    input.addEventListener("compositionend", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, DELAY);
    });
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (list.hidden || event.isComposing) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        mark(chosen + (event.key === "ArrowDown" ? 1 : -1));
      } else if (event.key === "Enter" && chosen >= 0 && chosen < options.length) {
        event.preventDefault();
        follow(options[chosen]);
      } else if (event.key === "Escape") {
        close();
      }
    });
  });

  const page = document.querySelector("[data-search][data-click]");
  if (page && page.dataset.search) {
    page.addEventListener("click", (event) => {
      if (!event.target.closest("a[data-hit]")) return;
      navigator.sendBeacon(page.dataset.click, new URLSearchParams({ q: page.dataset.search.slice(0, 200) }));
    });
  }
})();
