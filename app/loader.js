// Fetches the islands when the browser is idle, or at the first touch of one, and replays that touch. A page whose
// script or WebAssembly does not come stays what it was: links and forms.
(() => {
  const { script, wasm } = document.currentScript.dataset;
  const touchable = "leptos-island, [data-opens]";
  let loading;
  let ready = false;

  const hydrate = (module, root) => {
    for (const island of root.querySelectorAll("leptos-island")) {
      if (!island.dataset.alive) {
        island.dataset.alive = "1";
        module[island.dataset.component](island);
      }
    }
  };

  const load = () =>
    (loading ??= (async () => {
      const module = await import(script);
      await module.default({ module_or_path: wasm });
      module.hydrate();
      hydrate(module, document);
      document.addEventListener("vitrine:html", (event) => hydrate(module, event.root));
      ready = true;
    })());

  // A touch that comes before the islands do is held back, and happens again once they listen; if they never come, it
  // happens as if they had not been there.
  const hold = (event) => {
    if (ready || event.replayed || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const target = event.target.closest?.("a[data-live], a[data-zoom], [data-opens], [data-closes], .gallery-thumbs a, form[data-live]");
    if (!target || (event.type === "submit") !== (target.tagName === "FORM")) return;
    event.preventDefault();
    const again = () => {
      if (!target.isConnected) return;
      if (target.tagName === "FORM") target.requestSubmit(event.submitter);
      else target.click();
    };
    load().then(again, () => {
      ready = true;
      again();
    });
  };
  document.addEventListener("click", hold, true);
  document.addEventListener("submit", hold, true);
  document.addEventListener("pointerover", (event) => event.target.closest?.(touchable) && load().catch(() => {}), { passive: true });
  (window.requestIdleCallback ?? setTimeout)(() => load().catch(() => {}), { timeout: 4000 });
})();
