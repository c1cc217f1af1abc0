// The guide line: one line across and one down, at the pointer or at what has the focus.
const lines = {};

function place(x, y) {
  lines.across.style.transform = `translateY(${Math.round(y)}px)`;
  lines.down.style.transform = `translateX(${Math.round(x)}px)`;
}

function atPointer(event) {
  place(event.clientX, event.clientY);
}

function atFocus(event) {
  const box = event.target.getBoundingClientRect();
  place(box.left, box.bottom + 2);
}

export function turn(isOn) {
  if (isOn === Boolean(lines.across)) return;
  const verb = isOn ? "addEventListener" : "removeEventListener";
  document[verb]("pointermove", atPointer, { passive: true });
  document[verb]("focusin", atFocus);
  for (const name of ["across", "down"]) {
    if (isOn) {
      lines[name] = document.createElement("div");
      lines[name].className = `guide guide--${name}`;
      lines[name].setAttribute("aria-hidden", "true");
      document.body.append(lines[name]);
    } else {
      lines[name].remove();
      delete lines[name];
    }
  }
  if (isOn) place(innerWidth / 2, innerHeight / 2);
}
