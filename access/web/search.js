// Search (Ctrl K, or its button in the header) and the button that copies the address of what is seen.
(() => {
  const words = __WORDS__; // from text/access.*.yaml
  const AT_MOST = 12;
  const say = (name) => (words[document.documentElement.lang] ?? words.id)[name];
  const make = (name, more) => Object.assign(document.createElement(name), more);
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const status = make("p", { className: "unseen search-status", role: "status" });
  const dialog = make("dialog", { className: "search" });
  const field = make("input", { type: "search", autocomplete: "off", spellcheck: false, role: "combobox" });
  const list = make("ul", { id: "search-list", role: "listbox" });
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-autocomplete", "list");
  dialog.append(field, list);
  document.body.append(dialog, status);

  let all = [];
  let language = "";
  const fetched = async () => {
    const here = document.documentElement.lang;
    if (language === here && all.length) return;
    const answer = await fetch(`/cari.json?bahasa=${here}`, { redirect: "error" }).catch(() => null);
    if (!answer?.ok) return void (status.textContent = say("search_off"));
    all = (await answer.json()).map((one) => ({ ...one, plain: plain(one.name) }));
    language = here;
  };
  // What begins with the text first; all of its parts must be there.
  const matching = (text) => {
    const parts = plain(text).split(/\s+/).filter(Boolean);
    const rank = (one) => (one.plain.startsWith(parts[0] ?? "") ? 0 : one.plain.includes(` ${parts[0]}`) ? 1 : 2);
    const found = all.filter((one) => parts.every((part) => one.plain.includes(part)));
    return found.sort((a, b) => rank(a) - rank(b)).slice(0, AT_MOST);
  };
  const options = () => [...list.querySelectorAll("a")];
  const choose = (option) => {
    for (const other of options()) other.setAttribute("aria-selected", String(other === option));
    if (option) field.setAttribute("aria-activedescendant", option.id);
    else field.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  };
  const chosen = () => list.querySelector("[aria-selected=true]");
  const draw = () => {
    const found = matching(field.value);
    list.replaceChildren(
      ...found.map((one, index) => {
        const link = make("a", { href: one.page, tabIndex: -1, id: `search-${index}`, role: "option" });
        link.dataset.query = one.query; // page_navigation.js adds the reader's view
        link.append(make("span", { textContent: one.name }), make("small", { textContent: one.kind }));
        const item = make("li", { role: "presentation" });
        item.append(link);
        return item;
      }),
    );
    choose(options()[0]);
    field.setAttribute("aria-expanded", String(found.length > 0));
    status.textContent = found.length ? say("search_found").replace("{count}", found.length) : say("search_none");
    dialog.dataset.none = found.length ? "" : say("search_none");
  };
  const open = async () => {
    dialog.ariaLabel = field.ariaLabel = field.placeholder = say("search_label");
    list.ariaLabel = say("search_label");
    if (!dialog.open) dialog.showModal();
    field.value = "";
    await fetched();
    draw();
  };
  field.addEventListener("input", draw);
  field.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const listed = options();
    if (step && listed.length) {
      event.preventDefault();
      choose(listed[(listed.indexOf(chosen()) + step + listed.length) % listed.length]);
    } else if (event.key === "Enter") {
      event.preventDefault();
      chosen()?.click();
    } else if (event.key === "Escape") {
      event.preventDefault(); // which would but empty the field
      dialog.close();
    }
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  // After the click has become a run (page_navigation.js stops it there), the field is in the way.
  addEventListener("popstate", () => dialog.close());

  const copy = async (button) => {
    const text = location.href;
    const isCopied = await (navigator.clipboard?.writeText(text).then(() => true, () => false) ?? byHand(text));
    status.textContent = say(isCopied ? "link_copied" : "link_kept");
    const before = button.textContent;
    button.textContent = status.textContent;
    setTimeout(() => (button.textContent = before), 2500);
  };
  // A page without TLS has no clipboard of its own.
  const byHand = (text) => {
    const box = make("textarea", { value: text, className: "unseen" });
    document.body.append(box);
    box.select();
    const isCopied = document.execCommand("copy");
    box.remove();
    return isCopied;
  };
  addEventListener("click", (event) => {
    const button = event.target.closest?.("button.open-search, button.copy-link");
    if (button?.matches(".open-search")) open();
    else if (button) copy(button);
  });
  addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    open();
  }, true);
})();
