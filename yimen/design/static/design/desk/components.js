// Gives each frame the height of what it shows; without script it keeps a fixed one and can be drawn larger.
for (const frame of document.querySelectorAll("[data-specimen]")) {
  const fit = () => {
    const shown = frame.contentDocument?.documentElement;
    if (shown) frame.style.blockSize = `${shown.offsetHeight + 2}px`;
  };
  frame.addEventListener("load", fit);
  fit();
}
