/* Sends the article's form a moment after the typing has stopped and shows what is found in it.
   Nothing waits for the answer, and a later question replaces an earlier one. */
(() => {
  const PAUSE = 1200; // milliseconds without a key or click

  const watch = (box) => {
    const form = box.closest("form");
    const findings = box.querySelector("[data-checks-findings]");
    const failed = box.querySelector("[data-checks-failed]");
    let timer;
    let running;
    let asked;

    const ask = async () => {
      const fields = [...new FormData(form)].filter(([, value]) => typeof value === "string");
      const body = new URLSearchParams(fields);
      const text = body.toString();
      if (text === asked) return;
      asked = text;
      running?.abort();
      running = new AbortController();
      try {
        const answer = await fetch(box.dataset.checks, {
          method: "POST",
          body,
          headers: { Accept: "application/json" },
          signal: running.signal,
        });
        if (!answer.ok) throw new Error(answer.status);
        findings.innerHTML = (await answer.json()).html;
        failed.hidden = true;
      } catch (error) {
        if (error.name === "AbortError") return;
        asked = undefined;
        failed.hidden = false;
      }
    };

    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE);
    };

    ["input", "change", "click", "keyup"].forEach((event) => form.addEventListener(event, later));
    later();
  };

  const start = () => document.querySelectorAll("[data-checks]").forEach(watch);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
