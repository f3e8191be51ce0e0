// Gives a strip of pictures its buttons, dots and motion. It does not move by itself for readers
// who asked for less motion, in the elder view, in the background, or while it has the focus.
const INTERVAL = 6000;
const stillness = matchMedia("(prefers-reduced-motion: reduce)");
const mayMove = () => !stillness.matches && document.documentElement.dataset.view !== "elder";

function start(carousel) {
  const track = carousel.querySelector("[data-carousel-track]");
  const controls = carousel.querySelector("[data-carousel-controls]");
  if (!controls) return;
  const slides = [...track.children];
  const dots = [...controls.querySelectorAll("[data-carousel-dot]")];
  const pause = controls.querySelector("[data-carousel-pause]");
  let current = 0;
  let paused = !mayMove();
  let held = false;

  const mark = () => {
    dots.forEach((dot, index) => dot.setAttribute("aria-current", String(index === current)));
  };
  const show = (index) => {
    current = (index + slides.length) % slides.length;
    track.scrollTo({ left: slides[current].offsetLeft, behavior: mayMove() ? "smooth" : "auto" });
    mark();
  };
  const setPaused = (value) => {
    paused = value;
    carousel.toggleAttribute("data-paused", paused);
    pause.setAttribute("aria-label", paused ? pause.dataset.labelPlay : pause.dataset.labelPause);
  };

  controls.querySelector("[data-carousel-previous]").addEventListener("click", () => show(current - 1));
  controls.querySelector("[data-carousel-next]").addEventListener("click", () => show(current + 1));
  dots.forEach((dot, index) => dot.addEventListener("click", () => show(index)));
  pause.addEventListener("click", () => setPaused(!paused));
  for (const [type, value] of [["pointerenter", true], ["pointerleave", false], ["focusin", true], ["focusout", false]]) {
    carousel.addEventListener(type, () => { held = value; });
  }
  document.addEventListener("viewchange", () => setPaused(!mayMove()));
  track.addEventListener("scrollend", () => {
    current = Math.round(track.scrollLeft / track.clientWidth);
    mark();
  });

  controls.hidden = false;
  setPaused(paused);
  mark();
  setInterval(() => {
    if (!paused && !held && !document.hidden && mayMove()) show(current + 1);
  }, INTERVAL);
}

document.querySelectorAll("[data-carousel]").forEach(start);
