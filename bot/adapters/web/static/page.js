// The chat page: shows posts as they come, sends what is typed. All HTML in posts comes
// from the server, escaped there; everything else is set as text.

const STARTERS = ["who said what", "brief", "what did Lavrov say", "quotes 1", "help"];
const el = (id) => document.getElementById(id);
const posts = new Map();
let openThread = null;
let socket = null;
let wait = 500;

function clock(at) {
  return new Date(at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
}

function localise(root) {
  for (const time of root.querySelectorAll("time[datetime]")) {
    time.title = `${new Date(time.dateTime).toLocaleString()} on your clock`;
  }
}

function avatar(post) {
  const box = document.createElement("div");
  box.className = "avatar";
  if (post.author) {
    box.textContent = post.author[0];
  } else {
    const image = document.createElement("img");
    Object.assign(image, { src: "/static/icon.svg", alt: "", width: 36, height: 36 });
    box.append(image);
  }
  return box;
}

function who(post) {
  const line = document.createElement("div");
  line.className = "who";
  const name = document.createElement("b");
  name.textContent = post.author ?? "Dateline";
  line.append(name);
  const label = post.author ? null : post.type === "private" ? "only you see this" : "bot";
  if (label) {
    const badge = document.createElement("span");
    badge.className = "badge";
    badge.textContent = label;
    line.append(badge);
  }
  const time = document.createElement("time");
  time.dateTime = post.at;
  time.textContent = clock(post.at);
  line.append(time);
  return line;
}

function render(post, threadLink) {
  const article = document.createElement("article");
  article.className = post.type === "private" ? "post private" : "post";
  if (post.id) article.dataset.id = post.id;
  if (!post.author) article.dataset.bot = "";
  const column = document.createElement("div");
  const body = document.createElement("div");
  body.className = "body";
  body.innerHTML = post.html;
  localise(body);
  column.append(who(post), body);
  if (threadLink) column.append(threadButton(post));
  article.append(avatar(post), column);
  return article;
}

function threadButton(post) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "open";
  button.dataset.open = post.id;
  updateCount(button, post.id);
  return button;
}

function updateCount(button, id) {
  const count = [...posts.values()].filter((post) => post.thread === id).length;
  button.textContent = count === 0 ? "Reply in thread" : count === 1 ? "1 reply" : `${count} replies`;
}

function place(list, article, awaited) {
  const nearEnd = awaited || list.scrollHeight - list.scrollTop - list.clientHeight < 160;
  const old = article.dataset.id && list.querySelector(`[data-id="${CSS.escape(article.dataset.id)}"]`);
  if (old) old.replaceWith(article);
  else list.append(article);
  if (!nearEnd || old) return;
  // a long answer is read from its beginning
  if ("bot" in article.dataset) article.scrollIntoView({ block: "start" });
  else list.scrollTop = list.scrollHeight;
}

function show(post) {
  if (post.id) posts.set(post.id, post);
  if (!post.thread) place(el("channel"), render(post, Boolean(post.id)));
  if (openThread && (post.thread === openThread || post.id === openThread)) {
    // what was waited for is shown, however far the list still has to scroll
    const awaited = document.querySelector(".typing") !== null;
    if (!post.author) typing(false);
    place(el("replies"), render(post, false), awaited);
  }
  const button = post.thread && el("channel").querySelector(`[data-open="${CSS.escape(post.thread)}"]`);
  if (button) updateCount(button, post.thread);
}

function open(id) {
  openThread = id;
  const replies = el("replies");
  replies.replaceChildren();
  for (const post of posts.values()) {
    if (post.id === id || post.thread === id) replies.append(render(post, false));
  }
  el("thread").hidden = false;
  el("thread-form").querySelector("textarea").focus();
}

function typing(on) {
  document.querySelector(".typing")?.remove();
  if (!on) return;
  const line = document.createElement("div");
  line.className = "typing";
  line.textContent = "Dateline is reading …";
  el("replies").append(line);
  el("replies").scrollTop = el("replies").scrollHeight;
}

function send(text, extra = {}) {
  if (socket?.readyState !== WebSocket.OPEN || !text.trim()) return false;
  const event = crypto.randomUUID?.() ?? String(Math.random()).slice(2);
  if (!extra.thread && !extra.message) waiting.add(`web-${event}`);
  socket.send(JSON.stringify({ event, text, ...extra }));
  return true;
}

const waiting = new Set();

function received(data) {
  if (data.type === "error") return say(data.text);
  show(data);
  if (waiting.delete(data.event)) {
    open(data.id);
    typing(true);
  }
}

// Say something of our own, here alone: in the open thread, else in the channel.
function say(text) {
  const line = document.createElement("p");
  line.textContent = text;
  const at = new Date().toISOString();
  show({ type: "private", thread: openThread, at, html: line.outerHTML });
}

function connect() {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  socket = new WebSocket(`${scheme}://${location.host}/api/socket`);
  socket.addEventListener("open", () => {
    state("live", true);
    wait = 500;
    load();
  });
  socket.addEventListener("message", (event) => received(JSON.parse(event.data)));
  socket.addEventListener("close", () => {
    state("offline, trying again …", false);
    typing(false);
    setTimeout(connect, wait);
    wait = Math.min(wait * 2, 10000);
  });
}

async function load() {
  const answer = await fetch("/api/posts");
  for (const post of await answer.json()) show(post);
  el("channel").scrollTop = el("channel").scrollHeight;
}

function state(text, live) {
  // where the rail is hidden, the boxes say it
  for (const box of document.querySelectorAll("textarea")) {
    box.dataset.asks ??= box.placeholder;
    box.placeholder = live ? box.dataset.asks : text;
  }
  el("state").textContent = text;
  el("state").dataset.live = live ? "yes" : "no";
}

function wire(form, extra) {
  const box = form.querySelector("textarea");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!send(box.value, extra())) return;
    box.value = "";
    if (openThread && extra().thread) typing(true);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
}

// A line that a post names is put where it can be typed on.
document.addEventListener("click", (event) => {
  const code = event.target.closest(".post[data-bot] code");
  if (!code) return;
  const form = code.closest("#thread") ? "thread-form" : "channel-form";
  const box = el(form).querySelector("textarea");
  box.value = code.textContent.replace(/^\/\w+ /, "");
  box.focus();
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.open) open(button.dataset.open);
  if (button.dataset.command) {
    const message = button.closest(".post").dataset.id ?? openThread;
    const thread = posts.get(message)?.thread ?? message;
    open(thread);
    send(button.dataset.command, { message, thread });
    typing(true);
  }
  if (button.dataset.say) send(button.dataset.say);
});

el("close").addEventListener("click", () => {
  openThread = null;
  el("thread").hidden = true;
});

el("theme").addEventListener("click", () => {
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const now = document.documentElement.dataset.theme ?? (dark ? "dark" : "light");
  document.documentElement.dataset.theme = now === "dark" ? "light" : "dark";
  localStorage.setItem("theme", document.documentElement.dataset.theme);
});

const theme = localStorage.getItem("theme");
if (theme) document.documentElement.dataset.theme = theme;
for (const text of STARTERS) {
  const chip = document.createElement("button");
  chip.type = "button";
  chip.dataset.say = text;
  chip.textContent = text;
  el("chips").append(chip);
}
wire(el("channel-form"), () => ({}));
wire(el("thread-form"), () => ({ thread: openThread }));
connect();
