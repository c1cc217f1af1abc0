// Copies a page's address or hands it to the phone's own menu; each button shows only where it can do that.
function offer(selector, can, act) {
  if (!can) return;
  for (const button of document.querySelectorAll(selector)) {
    button.hidden = false;
    button.addEventListener("click", () => act(button).catch(() => {}));
  }
}

offer("[data-copy]", navigator.clipboard?.writeText, async (button) => {
  await navigator.clipboard.writeText(button.dataset.copy);
  const said = button.parentElement.querySelector("[role=status]");
  if (said) said.textContent = button.dataset.done;
});

offer("[data-share]", navigator.share, (button) =>
  navigator.share({ title: button.dataset.title, url: button.dataset.share }));
