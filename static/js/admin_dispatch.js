// Counts the chosen unions while one ticks, and narrows the tree while one types. The server does
// both without it.
(() => {
  const form = document.querySelector("[data-dispatch-form]");
  if (!form) return;
  const unions = [...form.querySelectorAll("[data-union]")];
  const data = document.getElementById("group-members");
  const members = data ? JSON.parse(data.textContent) : {};
  const values = (name) =>
    [...form.querySelectorAll(`input[name=${name}]:checked`)].map((input) => input.value);

  function count() {
    const everyone = form.querySelector("[data-rule=everyone]:checked");
    const direct = form.querySelector("[data-rule=direct]:checked");
    const tiers = values("tiers");
    const named = new Set(values("unions"));
    values("groups").forEach((key) => members[key].forEach((union) => named.add(String(union))));
    const paths = [...form.querySelectorAll("input[name=subtrees]:checked")].map(
      (input) => input.dataset.path,
    );
    const without = new Set(values("exceptions"));
    const chosen = unions.filter(
      ({ dataset }) =>
        !without.has(dataset.union) &&
        (everyone ||
          named.has(dataset.union) ||
          tiers.includes(dataset.tier) ||
          (direct && "direct" in dataset) ||
          paths.some((path) => dataset.path.startsWith(path))),
    );
    form.querySelector("[data-count-number]").textContent = chosen.length;
    form.querySelector("[data-count]").hidden = narrowed;
  }

  const find = form.querySelector("[data-find]");
  // The server has left out what doesn't fit: then only it can count.
  const narrowed = find.value.trim() !== "";

  function narrow() {
    const wanted = find.value.trim();
    unions.forEach((row) => {
      row.hidden = wanted !== "" && !row.textContent.includes(wanted);
    });
    form.querySelectorAll("[data-tree] details").forEach((branch) => {
      const fits = wanted === "" || branch.querySelector("[data-union]:not([hidden])");
      branch.hidden = !fits;
      branch.open = wanted !== "" && Boolean(fits);
    });
  }

  form.addEventListener("change", count);
  find.addEventListener("input", narrow);
  count();
})();
