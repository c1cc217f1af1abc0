// Marks the entrance that the visitor asked to remember. Pages are rendered once for everybody, so the cookie is read
// here; without script the server chooses the page's variant.
const cookie = document.cookie.split("; ").find((part) => part.startsWith("yimen_prefs="));
const chosen = cookie?.slice("yimen_prefs=".length).match(/(?:^|\.)entrance:([a-z]+)/)?.[1];

for (const row of document.querySelectorAll("[data-entrances]")) {
  for (const channel of row.querySelectorAll("[data-entrance]")) {
    channel.classList.toggle("is-remembered", channel.dataset.entrance === chosen);
  }
}
