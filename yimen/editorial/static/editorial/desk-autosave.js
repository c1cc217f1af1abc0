// Nothing that was typed is taken for stored when it is not. Wagtail takes what a form holds two seconds after it was
// opened, and again when a save has come back, for what is stored; what was typed in between it never sends
// (docs/adr/0032). A form that a refusal opened again it tries to store once, and watches no more.

const WAGTAILS_OWN = ["csrfmiddlewaretoken", "next", "loaded_revision_id", "loaded_revision_created_at", "overwrite_revision_id"];
const TOUCHES = ["pointerdown", "keydown", "beforeinput", "paste", "drop"];
const FORCE = "data-w-unsaved-force-value";
const EDITED = "data-w-unsaved-has-edits-value";
const EVERY = "data-w-unsaved-check-interval-value";

const form = document.querySelector("form[data-edit-form]");
const wasRefused = form?.getAttribute(FORCE) === "true";
let isWatched = false;
let beforeTouched = null; // what the form held when somebody first touched it
let every = 500; // milliseconds between Wagtail's looks
let sent = null; // what the save on its way has taken along

const plain = (value) => (value instanceof File ? `${value.name} ${value.size}` : value);

function held(data, without = []) {
  const left = new Set([...WAGTAILS_OWN, ...without]);
  const pairs = [...data].filter(([name]) => !left.has(name) && !name.startsWith("comments-"));
  return JSON.stringify(pairs.map(([name, value]) => [name, plain(value)]));
}

function isStored(before, without = []) {
  return held(before, without) === held(new FormData(form), without);
}

function askToSave() {
  form.setAttribute(EDITED, "false"); // only a change of it makes Wagtail save
  form.setAttribute(FORCE, "true"); // seen at Wagtail's next look, half a second later
}

function touched(event) {
  if (event.isTrusted && !isWatched && !beforeTouched) beforeTouched = new FormData(form);
}

if (form) {
  for (const name of TOUCHES) form.addEventListener(name, touched, { capture: true });
  form.addEventListener("w-unsaved:watch-edits", () => {
    if (!isWatched && beforeTouched && !isStored(beforeTouched)) askToSave();
    isWatched = true;
  });
  form.addEventListener("w-unsaved:ready", () => {
    if (!wasRefused) return;
    form.setAttribute(FORCE, "false");
    form.setAttribute(EVERY, String(++every)); // any change of it makes Wagtail look again
  });
  form.addEventListener("w-autosave:save", (event) => {
    sent = event.detail.formData;
  });
  document.addEventListener("w-autosave:success", (event) => {
    if (sent && !isStored(sent, Object.keys(event.detail.response.field_updates ?? {}))) askToSave();
    sent = null;
  });
}
