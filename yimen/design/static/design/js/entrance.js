// Marks the entrance that the visitor asked to remember. Pages are rendered once for everybody, so the cookie is read
// here; without script the server chooses the page's variant.
import { chosen } from "./preferences.js";

const mine = chosen().get("entrance");

for (const row of document.querySelectorAll("[data-entrances]")) {
  for (const channel of row.querySelectorAll("[data-entrance]")) {
    channel.classList.toggle("is-remembered", channel.dataset.entrance === mine);
  }
}
