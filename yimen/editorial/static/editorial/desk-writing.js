// Pastes from Word and WPS are cleaned by the server before the editor sees them; the panel of checks is renewed
// after each save by itself.

const FROM_ELSEWHERE = /mso-|urn:schemas-microsoft|class="?Mso|WPS Office|<o:p|<font|<table|font-family/i;
const cleaned = new WeakSet();
const config = JSON.parse(document.getElementById("wagtail-config").textContent);
const admin = config.ADMIN_URLS.PAGES.replace(/pages\/.*$/, "");

function tell(editor, sentences) {
  const holder = editor.closest(".Draftail-Editor__wrapper, .Draftail-Editor")?.parentElement ?? editor;
  let note = holder.querySelector(":scope > .desk-pasted");
  if (!note) {
    note = document.createElement("ul");
    note.className = "desk-pasted help-block help-info";
    note.setAttribute("role", "status");
    holder.append(note);
  }
  note.replaceChildren(
    ...sentences.map((sentence) => {
      const line = document.createElement("li");
      line.textContent = sentence;
      return line;
    }),
  );
  note.hidden = sentences.length === 0;
}

function hand(editor, html, text) {
  const data = new DataTransfer();
  if (html) data.setData("text/html", html);
  data.setData("text/plain", text);
  const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  cleaned.add(event);
  editor.dispatchEvent(event);
}

async function clean(editor, html, text) {
  const answer = await fetch(`${admin}paste/`, {
    method: "POST",
    headers: { "Content-Type": "text/html; charset=utf-8", [config.CSRF_HEADER_NAME]: config.CSRF_TOKEN },
    body: html,
  });
  if (answer.status !== 200 && answer.status !== 413) throw new Error(answer.statusText);
  const { html: structure, told } = await answer.json();
  if (structure) hand(editor, structure, text);
  tell(editor, told);
}

document.addEventListener(
  "paste",
  (event) => {
    const editor = event.target.closest?.(".public-DraftEditor-content");
    const html = event.clipboardData?.getData("text/html") ?? "";
    if (!editor || cleaned.has(event) || !FROM_ELSEWHERE.test(html)) return;
    const text = event.clipboardData.getData("text/plain");
    event.preventDefault();
    event.stopImmediatePropagation();
    clean(editor, html, text).catch(() => hand(editor, "", text)); // without the server: the words alone
  },
  true,
);

document.addEventListener("w-autosave:success", async () => {
  const panel = document.querySelector("[data-desk-checks]");
  const page = panel?.dataset.page || location.pathname.match(/\/pages\/(\d+)\/edit/)?.[1];
  if (!page) return;
  panel.dataset.page = page;
  const answer = await fetch(`${admin}checks/${page}/`, { headers: { "X-Requested-With": "XMLHttpRequest" } });
  if (answer.ok) panel.innerHTML = await answer.text();
});
