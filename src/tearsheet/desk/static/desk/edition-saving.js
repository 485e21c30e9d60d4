// What was written goes to the desk: soon after the last key, on leaving, and again when the line
// was down. Words are also kept in the browser until the desk has them.

const PAUSE = 1200, AGAIN = [2000, 4000, 8000, 15000], KEPT_ALIVE = 15000;

export class Saving {
  constructor({ address, token, keep, state, stale, clashed, refused, saved, anew }) {
    Object.assign(this, { address, token, keep, state, stale, clashed, refused, saved, anew });
    this.waiting = new Map();  // what is to be sent, by place
    this.changing = 0;  // how many changes of order or number are under way
    this.tries = 0;
    this.timer = null;
    this.sending = null;
    addEventListener("online", () => this.flush());
    document.addEventListener("visibilitychange", () => { if (document.hidden) this.flush(); });
    addEventListener("pagehide", () => this.flush());
    addEventListener("beforeunload", (event) => { if (this.waiting.size) event.preventDefault(); });
  }

  // Words of a field, saved when the writer pauses.
  later(field) {
    if (field.held) { this.remember(); return; }
    this.put(field);
    this.state("writing");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), PAUSE);
  }

  put(field) {
    const place = `${field.item} ${field.sentence}`;
    if (field.dirty) this.waiting.set(place, field); else this.waiting.delete(place);
    this.remember();
  }

  remember() {
    const kept = [...this.waiting.values()].map((field) => (
      { item: field.item, sentence: field.sentence, text: field.text, base: field.base }));
    try {
      if (kept.length) localStorage.setItem(this.keep, JSON.stringify(kept));
      else localStorage.removeItem(this.keep);
    } catch { /* no room, or not allowed: the page itself still has the words */ }
  }

  remembered() {
    try { return JSON.parse(localStorage.getItem(this.keep) ?? "[]"); } catch { return []; }
  }

  // All that waits, those of one base together. One request at a time.
  async flush() {
    clearTimeout(this.timer);
    while (this.sending) await this.sending;
    if (!this.waiting.size) { if (!this.tries) this.state("saved"); return true; }
    this.sending = this.once();
    const went = await this.sending;
    this.sending = null;
    if (went && this.waiting.size) return this.flush();
    return went;
  }

  async once() {
    const [{ base }] = this.waiting.values();
    const group = [...this.waiting.values()].filter((field) => field.base === base);
    const sent = group.map((field) => ({ field, text: field.text }));
    const changes = sent.map(({ field, text }) => (
      { kind: "text", item: field.item, sentence: field.sentence, text }));
    this.state("saving");
    const answer = await this.post({ base, changes });
    if (!answer) return false;
    for (const { field } of sent) this.waiting.delete(`${field.item} ${field.sentence}`);
    if (answer.ok) {
      for (const { field, text } of sent) Object.assign(field, { saved: text });
      this.stale(answer.body, base, sent.map(({ field }) => field));
    } else if (answer.body.clashes) {
      await this.clashed(answer.body, sent);
    } else {
      this.refused(answer.body.message, sent.map(({ field }) => field));
    }
    for (const { field, text } of sent) if (!field.held && field.text !== text) this.put(field);
    this.remember();
    if (answer.ok && !this.waiting.size) this.state("saved");
    return true;
  }

  // A change of the order or the number of sentences: what was written goes first.
  async change(base, changes) {
    this.changing += 1;
    const answer = await this.now(base, changes);
    this.changing -= 1;
    if (answer?.ok) this.state("saved");
    else if (answer) this.refused(answer.body.message ?? this.anew, []);
    return answer?.ok ? answer.body : null;
  }

  async now(base, changes) {
    if (!(await this.flush())) return null;
    this.state("saving");
    return this.post({ base: base(), changes });
  }

  async post(body) {
    let response;
    const text = JSON.stringify(body);
    try {
      response = await fetch(this.address, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": this.token },
        body: text,
        keepalive: text.length < KEPT_ALIVE,  // it outlives the page that sent it
      });
    } catch { return this.failed(); }
    const json = response.headers.get("Content-Type")?.startsWith("application/json");
    if (response.redirected || response.status === 401 || response.status === 403) return this.failed("out");
    if (!json) return this.failed();
    this.tries = 0;
    return { ok: response.ok, body: await response.json() };
  }

  failed(why = "unsaved") {
    const wait = AGAIN[Math.min(this.tries, AGAIN.length - 1)];
    this.tries += 1;
    this.state(why);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), wait);
    return null;
  }
}
