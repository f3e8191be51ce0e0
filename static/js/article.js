// Reading tools of an article: text size, reading aloud, printing.
const article = document.querySelector("[data-article]");
const remember = (key, value) => {
  try { localStorage.setItem(key, value); } catch { /* a private window forgets the choice */ }
};
const recall = (key) => {
  try { return localStorage.getItem(key); } catch { return null; }
};

const sizes = [...document.querySelectorAll("[data-text-size]")];
const setSize = (size) => {
  article.dataset.text = size;
  for (const button of sizes) button.setAttribute("aria-pressed", String(button.dataset.textSize === size));
};
for (const button of sizes) {
  button.addEventListener("click", () => {
    setSize(button.dataset.textSize);
    remember("text", button.dataset.textSize);
  });
}
setSize(recall("text") || "normal");

document.querySelector("[data-print]")?.addEventListener("click", () => window.print());

// The voice is the reader's own system's; where it has none the button stays away.
const aloud = document.querySelector("[data-read-aloud]");
if (aloud && "speechSynthesis" in window) {
  aloud.hidden = false;
  const stop = () => {
    speechSynthesis.cancel();
    aloud.setAttribute("aria-pressed", "false");
  };
  const language = document.querySelector("[data-read]").closest("[lang]").lang;
  aloud.addEventListener("click", () => {
    if (aloud.getAttribute("aria-pressed") === "true") return stop();
    const parts = [article.querySelector("h1"), ...article.querySelectorAll("[data-read] p, [data-read] li, [data-read] h2, [data-read] h3")];
    speechSynthesis.cancel();
    const words = parts.map((part) => part?.textContent.trim()).filter(Boolean);
    words.forEach((text, index) => {
      const speech = new SpeechSynthesisUtterance(text);
      speech.lang = language === "en" ? "en" : "zh-CN";
      if (index === words.length - 1) speech.onend = stop;
      speechSynthesis.speak(speech);
    });
    aloud.setAttribute("aria-pressed", "true");
  });
  window.addEventListener("pagehide", stop);
}
