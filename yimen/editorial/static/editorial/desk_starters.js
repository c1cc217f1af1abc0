// Starts what Wagtail's templates start by inline scripts, which the desk's policy forbids (docs/adr/0030): each
// place says in data-start what it is. Places come with the page, with dialogues and with forms that are added.
(() => {
  // Of what a place names, only a chooser is ever made.
  const choosers = new Proxy({}, { get: (_none, name) => (/^[A-Z]\w*Chooser$|^Chooser$/.test(name) ? window[name] : undefined) });
  const starters = {
    date: (id, options) => window.initDateChooser(id, options),
    time: (id, options) => window.initTimeChooser(id, options),
    datetime: (id, options) => window.initDateTimeChooser(id, options),
    chooser: (id, options, constructor) => new choosers[constructor](id, options),
    "task-chooser": (id) => window.createTaskChooser(id),
    "inline-panel": (_id, options) => new window.InlinePanel(options),
    "multiple-chooser-panel": (_id, options) => new window.MultipleChooserPanel(options),
  };

  function start(place) {
    const { start: kind, for: id, options, constructor: made } = place.dataset;
    delete place.dataset.start;
    starters[kind](id, JSON.parse(options), made);
  }

  function startWithin(node) {
    if (node.nodeType !== Node.ELEMENT_NODE || !node.isConnected) return;
    if (node.matches("[data-start]")) start(node);
    node.querySelectorAll("[data-start]").forEach(start);
  }

  new MutationObserver((changes) => {
    changes.forEach(({ addedNodes }) => addedNodes.forEach(startWithin));
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
