// Reads the page aloud with the browser's own voice, a paragraph at a time, and marks the one being read. It begins at
// the paragraph that was clicked or holds the focus, else at the first.
const bar = document.querySelector("[data-reader]");
const BLOCKS = "h1, h2, h3, h4, p, li, dt, dd, th, td, caption, figcaption, summary, blockquote";
const SENTENCE = /[^。！？；.!?;]+[。！？；.!?;]*/g; // long utterances are cut off by some voices

let round = 0; // of speaking; what an older one says too late is not heard
let current = null;
let isReading = false;
let isPaused = false;

function paragraphs() {
  const main = document.querySelector("main");
  return [...main.querySelectorAll(BLOCKS)].filter(
    (block) => block.checkVisibility() && block.textContent.trim() && !block.querySelector(BLOCKS),
  );
}

function say(words) {
  bar.querySelector("[data-reader-said]").textContent = words;
}

function showState(reading) {
  isReading = reading;
  bar.classList.toggle("is-reading", reading);
  const play = bar.querySelector("[data-read=play]");
  play.querySelector("[data-title]").textContent = reading ? play.dataset.titleOn : play.dataset.titleOff;
}

function silence() {
  round += 1;
  speechSynthesis.cancel();
  speechSynthesis.resume(); // cancelled while paused, some browsers stay so
  isPaused = false;
  showState(false);
}

function mark(block) {
  current?.classList.remove("is-being-read");
  current = block;
  block?.classList.add("is-being-read");
  block?.scrollIntoView({ block: "nearest" });
}

function read(block) {
  silence();
  mark(block);
  if (!block) return say(bar.dataset.ended);
  say("");
  showState(true);
  const mine = round;
  const sentences = block.innerText.match(SENTENCE) ?? [block.innerText];
  sentences.forEach((sentence, number) => {
    const speech = new SpeechSynthesisUtterance(sentence);
    speech.lang = block.closest("[lang]").lang;
    speech.onerror = () => {
      if (mine !== round) return;
      silence();
      say(bar.dataset.failed);
    };
    if (number === sentences.length - 1) speech.onend = () => mine === round && step(1);
    speechSynthesis.speak(speech);
  });
}

function step(by) {
  const all = paragraphs();
  const here = all.indexOf(current);
  read(here < 0 ? all[0] : all[Math.max(0, here + by)]);
}

function atFocus() {
  return paragraphs().find((block) => block.contains(document.activeElement));
}

function playOrPause() {
  if (isReading) {
    speechSynthesis.pause();
    isPaused = true;
    showState(false);
  } else if (isPaused) {
    speechSynthesis.resume();
    isPaused = false;
    showState(true);
  } else read(current ?? atFocus() ?? paragraphs()[0]);
}

function atClick(event) {
  if (event.target.closest("a, button, input, select, textarea, summary, video")) return;
  const block = paragraphs().find((one) => one.contains(event.target));
  if (block) read(block);
}

export function turn(isOn) {
  if (!bar || isOn === !bar.hidden) return;
  bar.hidden = !isOn;
  document.querySelector("main")[isOn ? "addEventListener" : "removeEventListener"]("click", atClick);
  if (isOn) return;
  silence();
  mark(null);
}

bar?.addEventListener("click", (event) => {
  const verb = event.target.closest("[data-read]")?.dataset.read;
  if (verb === "play") playOrPause();
  else if (verb) step(verb === "next" ? 1 : -1);
});
window.addEventListener("pagehide", () => bar && !bar.hidden && silence());
