// Fetches the islands when the browser is idle, or at the first touch of one, and replays that touch. A page whose
// script or WebAssembly does not come stays what it was: links and forms.
(() => {
  const { script, wasm } = document.currentScript.dataset;
  const answered = "a[data-live], a[data-zoom], [data-opens], [data-closes], .gallery-thumbs a, form[data-live], form[data-cart-add], form[data-cart-form]";
  // A touch is not held for longer than this, in milliseconds: then it does what it does without islands.
  const patience = 1500;
  let loading;
  let letGo = false;

  const hydrate = (module, root) => {
    for (const island of root.querySelectorAll("leptos-island:not([data-alive])")) {
      island.dataset.alive = "";
      module[island.dataset.component](island);
    }
  };

  const load = () =>
    (loading ??= (async () => {
      const module = await import(script);
      await module.default({ module_or_path: wasm });
      module.hydrate();
      hydrate(module, document);
      document.addEventListener("vitrine:html", (event) => hydrate(module, event.root));
      letGo = true;
    })());

  const hold = (event) => {
    if (letGo || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const target = event.target.closest?.(answered);
    if (!target || (event.type === "submit") !== (target.tagName === "FORM")) return;
    event.preventDefault();
    const { submitter } = event;
    const again = () => {
      const held = letGo;
      letGo = true;
      if (!target.isConnected) return;
      if (submitter !== undefined) target.requestSubmit(submitter);
      else target.click();
      letGo = held;
    };
    // Not within this event: a form that is being sent can't be sent.
    const later = () => setTimeout(again);
    Promise.race([load(), new Promise((done) => setTimeout(done, patience))]).then(later, later);
  };
  document.addEventListener("click", hold, true);
  document.addEventListener("submit", hold, true);

  const early = () => load().catch(() => {});
  document.addEventListener("pointerover", (event) => event.target.closest?.(answered) && early(), { passive: true });
  if (window.requestIdleCallback) requestIdleCallback(early, { timeout: 4000 });
  else setTimeout(early, 1000);
})();
