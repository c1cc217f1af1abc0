// Shows the print button only where it can do something, and tells paper the whole address of what it links to.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

window.addEventListener("beforeprint", () => {
  for (const link of document.querySelectorAll(".attachments a[href], .prose a[href^='/documents/']")) {
    link.dataset.address = decodeURI(link.href);
  }
});
