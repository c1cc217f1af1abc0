// Suggestions below a search box while somebody types: an editable combobox with a list (ARIA practices guide).
// Arrow keys choose, Enter follows the choice or searches, Escape closes and then empties. Without script the box is a form.
const PAUSE = 150; // milliseconds of rest before the server is asked

for (const line of document.querySelectorAll("[data-suggest]")) {
  const input = line.querySelector("input");
  const list = Object.assign(document.createElement("ul"), { className: "suggestions", id: `${input.id}-suggestions`, hidden: true });
  const status = Object.assign(document.createElement("p"), { className: "visually-hidden" });
  const { suggest, suggestNone, suggestSome, suggestName } = line.dataset;
  let options = [];
  let chosen = -1;
  let timer;
  let asked = "";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", suggestName);
  status.setAttribute("role", "status");
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]]) {
    input.setAttribute(name, value);
  }
  line.append(list, status);

  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    choose(-1);
  };
  const choose = (place) => {
    chosen = place;
    options.forEach((option, number) => option.setAttribute("aria-selected", String(number === place)));
    if (place < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", options[place].id);
      options[place].scrollIntoView({ block: "nearest" });
    }
  };
  const show = (suggestions) => {
    list.replaceChildren(
      ...suggestions.map(({ title, url, kind }, number) => {
        const option = Object.assign(document.createElement("li"), { id: `${list.id}-${number}`, className: "suggestions__item" });
        option.setAttribute("role", "option");
        option.dataset.url = url;
        option.append(
          Object.assign(document.createElement("span"), { className: "suggestions__title", textContent: title }),
          Object.assign(document.createElement("span"), { className: "suggestions__kind", textContent: kind }),
        );
        return option;
      }),
    );
    options = [...list.children];
    choose(-1);
    list.hidden = options.length === 0;
    input.setAttribute("aria-expanded", String(options.length > 0));
    status.textContent = options.length ? suggestSome.replace("{count}", options.length) : suggestNone;
  };
  const ask = async () => {
    const query = input.value.trim();
    if (query === asked) return;
    asked = query;
    if (!query) return close();
    try {
      const answer = await fetch(`${suggest}?q=${encodeURIComponent(query)}`);
      const { suggestions } = answer.ok ? await answer.json() : { suggestions: [] };
      if (query === asked && document.activeElement === input) show(suggestions);
    } catch {
      close(); // offline: the form still searches
    }
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    const count = options.length;
    if (event.isComposing) return; // the keys belong to the input method
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count && (!list.hidden || event.key === "ArrowDown")) {
      event.preventDefault();
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose(chosen < 0 && step < 0 ? count - 1 : (chosen + step + count) % count);
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      location.assign(options[chosen].dataset.url);
    }
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps its focus
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.url);
  });
  input.addEventListener("blur", close);
}
