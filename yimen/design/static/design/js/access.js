// The accessibility bar: a switch takes effect at once, is kept in the cookie, and is said. Without script the same
// form is posted and the server renders the look.
import { chosen, keep } from "./preferences.js";

const LOOK = ["text", "contrast", "mode"];
const root = document.documentElement;
const form = document.querySelector("[data-access]");
const canSpeak = "speechSynthesis" in window;
const helpers = {}; // guide line and voice are fetched when somebody wants them

async function help(name, load, isOn) {
  if (!isOn && !helpers[name]) return;
  helpers[name] ??= load();
  (await helpers[name]).turn(isOn);
}

function show(choices) {
  for (const name of LOOK) {
    if (choices.get(name)) root.dataset[name] = choices.get(name);
    else delete root.dataset[name];
  }
  for (const button of document.querySelectorAll("[data-switch]")) {
    const isOn = choices.get(button.name) === button.dataset.switch;
    button.value = isOn ? "" : button.dataset.switch;
    if (!button.dataset.titleOn && !button.closest(".reader")) button.setAttribute("aria-pressed", isOn);
    const title = isOn ? button.dataset.titleOn : button.dataset.titleOff;
    if (title) button.querySelector("[data-title]").textContent = title;
  }
  help("guide", () => import("./guide.js"), choices.has("guide"));
  help("read", () => import("./reader.js"), canSpeak && choices.has("read"));
}

function change(event) {
  const button = event.submitter;
  if (!button?.name) return;
  event.preventDefault();
  const choices = chosen();
  if (button.name === "reset") {
    for (const name of [...choices.keys()]) if (name !== "entrance") choices.delete(name);
  } else if (button.value) choices.set(button.name, button.value);
  else choices.delete(button.name);
  keep(choices);
  const isOn = button.name === "reset" || choices.has(button.name);
  show(choices);
  form.querySelector("[data-said]").textContent = isOn ? button.dataset.saidOn : button.dataset.saidOff;
}

if (form) {
  for (const offer of document.querySelectorAll("[data-needs]")) {
    offer.hidden = offer.dataset.needs === "read" && !canSpeak;
  }
  form.addEventListener("submit", change);
  const fold = form.querySelector("[data-fold]");
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !fold.open) return;
    fold.open = false;
    fold.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => {
    if (!fold.contains(event.target)) fold.open = false;
  });
  show(chosen());
  // A page that comes back from the browser's memory may have been left in another look.
  window.addEventListener("pageshow", (event) => event.persisted && show(chosen()));
}
