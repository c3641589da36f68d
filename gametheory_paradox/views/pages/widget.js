/* The last lines of the scripts where a notebook shows the page as a widget: what moves there is told to Python,
   and moves from there.

   The page stands in a shadow root, where neither its styles nor its names meet those of the notebook.  None of
   its own script elements runs: the scripts above are theirs. */
export default {
  render({ model, el }) {
    const held = new DOMParser().parseFromString(model.get("page"), "text/html");
    held.querySelectorAll("meta, script:not([type])").forEach(own => own.remove());
    const root = el.attachShadow({ mode: "open" });
    root.append(held.documentElement);
    el.dataset.lmSuppressShortcuts = "true"; // what is typed into a number field is no command of the notebook
    Object.assign(el.style, { maxHeight: `${model.get("height")}px`, overflow: "auto", border: "1px solid" });

    const { live } = globalThis.GametheoryLive.start(root);
    if (!live) return undefined;
    const follow = () => {
      if (JSON.stringify(live.values) !== JSON.stringify(model.get("values"))) live.take(model.get("values"));
    };
    follow();
    live.tell = values => {
      model.set("values", values);
      model.save_changes();
    };
    model.on("change:values", follow);
    return () => model.off("change:values", follow);
  },
};
