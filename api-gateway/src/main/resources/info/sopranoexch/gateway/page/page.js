/* Keeps the page's state live. Without it the page reloads by itself instead. */
(() => {
  'use strict';

  const events = document.querySelector('main').dataset.events;
  if (!events) {
    return;
  }
  const news = document.getElementById('news');
  const SILENCE = 40_000;
  const SLOW = 15_000;
  const FORWARD = 1_500;
  const begun = Date.now();

  let source = null;
  let lastSign = Date.now();
  let failures = 0;
  let retry = 0;
  let leaving = 0;
  let deadline = null;

  const state = () => document.getElementById('state');

  const announce = (text) => {
    news.textContent = text;
  };

  /* The new state comes from our own server, rendered and escaped there. */
  const show = (html) => {
    const parsed = new DOMParser().parseFromString(html, 'text/html');
    const next = parsed.getElementById('state');
    const now = state();
    if (!next || next.dataset.key === now.dataset.key) {
      return;
    }
    /* From a gateway that does not know yet what is known here. */
    if (Number(next.dataset.version) < Number(now.dataset.version)) {
      return;
    }
    if (next.dataset.phase === 'missing') {
      /* Not at once: another gateway may still be waiting for it, and send back here. */
      setTimeout(() => location.reload(), 3_000);
      return;
    }
    const before = now.dataset.phase;
    const words = (section) => section.querySelector('h1').textContent + '. ' + section.querySelector('.text').textContent;
    const told = words(now);
    const focused = now.contains(document.activeElement);
    now.replaceWith(document.adoptNode(next));
    document.title = next.dataset.title;
    document.getElementById('test').hidden = !('sandbox' in next.dataset);
    if (!('payable' in next.dataset)) {
      document.querySelector('.phone')?.remove();
    }
    const heading = document.getElementById('heading');
    if (focused) {
      heading.focus({ preventScroll: true });
    }
    if (words(next) !== told) {
      announce(words(next));
    }
    startCountdown();
    if (before === 'preparing' && next.dataset.phase === 'ready') {
      forward(document.getElementById('pay'));
    }
  };

  /* Only for who was waiting for it: who comes back from there is not sent away again, whatever is shown first. */
  const been = 'been:' + location.pathname;
  const hasBeen = () => {
    try {
      return sessionStorage.getItem(been) !== null;
    } catch {
      return false;
    }
  };
  const goes = () => {
    try {
      sessionStorage.setItem(been, '1');
    } catch {
      /* Not allowed here. */
    }
  };

  const forward = (link) => {
    if (!link || leaving || hasBeen() || !/^https?:$/.test(link.protocol)) {
      return;
    }
    const text = state().querySelector('.text');
    text.textContent = link.dataset.forward;
    announce(link.dataset.forward);
    leaving = setTimeout(() => {
      if (document.contains(link)) {
        goes();
        location.assign(link.href);
      }
    }, FORWARD);
  };

  /* Who chooses a way is not taken another. */
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a');
    if (link) {
      clearTimeout(leaving);
    }
    if (link?.id === 'pay') {
      goes();
    }
  });

  const two = (number) => String(number).padStart(2, '0');

  const clockText = (left, ms) => {
    const s = Math.max(0, Math.ceil(ms / 1000));
    const days = Math.floor(s / 86400);
    const hours = Math.floor(s / 3600);
    const minutes = Math.floor(s / 60) % 60;
    if (days > 0) {
      return days + ' ' + left.dataset.day + ' ' + (hours % 24) + ' ' + left.dataset.hour;
    }
    return hours > 0
      ? hours + ':' + two(minutes) + ':' + two(s % 60)
      : minutes + ':' + two(s % 60);
  };

  /* By what is left, as the server says, not by the time of day here, which may be wrong. */
  const startCountdown = () => {
    const left = document.getElementById('left');
    deadline = left ? { at: Date.now() + Number(left.dataset.ms), last: Number(left.dataset.ms) } : null;
    tick();
  };

  const tick = () => {
    const left = document.getElementById('left');
    if (!left || !deadline) {
      return;
    }
    const ms = deadline.at - Date.now();
    left.textContent = clockText(left, ms);
    left.parentElement.classList.toggle('soon', ms < 60_000);
    for (const [mark, text] of [[300_000, left.dataset.five], [60_000, left.dataset.one]]) {
      if (deadline.last > mark && ms <= mark) {
        announce(text);
      }
    }
    deadline.last = ms;
  };

  const settled = () => 'settled' in state().dataset;

  const close = () => {
    source?.close();
    source = null;
  };

  const open = () => {
    clearTimeout(retry);
    close();
    lastSign = Date.now();
    source = new EventSource(events);
    const sign = () => {
      lastSign = Date.now();
      failures = 0;
    };
    source.addEventListener('state', (event) => {
      sign();
      show(event.data);
    });
    source.addEventListener('beat', sign);
    source.addEventListener('end', close);
    source.addEventListener('error', () => {
      if (source?.readyState === EventSource.CLOSED) {
        later();
      }
    });
  };

  /* Where streams do not come through, the page is fetched again instead. */
  const refetch = async () => {
    const patience = new AbortController();
    const end = setTimeout(() => patience.abort(), 10_000);
    try {
      const answer = await fetch(location.href, { cache: 'no-store', signal: patience.signal });
      if (answer.ok || answer.status === 404) {
        show(await answer.text());
      }
    } catch {
      /* Offline or restarting: the next try will tell. */
    } finally {
      clearTimeout(end);
    }
  };

  const later = () => {
    close();
    failures += 1;
    if (!settled()) {
      retry = setTimeout(() => refetch().then(() => settled() || open()), Math.min(30_000, 2_000 * 2 ** failures));
    }
  };

  const watch = () => {
    tick();
    if (source && Date.now() - lastSign > SILENCE) {
      later();
    }
    const slow = state().querySelector('.slow');
    if (slow && Date.now() - begun > SLOW) {
      slow.hidden = false;
    }
  };

  /* Back from another tab or application: what happened meanwhile is asked for, also after an end. */
  const seenAgain = () => {
    if (document.visibilityState === 'visible' && (!source || source.readyState === EventSource.CLOSED)) {
      open();
    }
  };

  document.addEventListener('visibilitychange', seenAgain);
  window.addEventListener('pageshow', (event) => event.persisted && open());
  window.addEventListener('pagehide', close);
  setInterval(watch, 1_000);
  startCountdown();
  if (!settled()) {
    open();
  }
})();
