/* Keeps the page's state live. Written for browsers of 2018 (ES2018); where it does not run, the page reloads by itself. */
(() => {
  'use strict';

  const main = document.querySelector('main');
  const events = main.dataset.events;
  const news = document.getElementById('news');
  const SILENCE = 40000;
  const SLOW = 15000;
  const HOUR = 3600000;
  const begun = Date.now();

  let source = null;
  let lastSign = Date.now();
  let failures = 0;
  let retry = 0;
  let deadline = null;

  const state = () => document.getElementById('state');
  const all = (selector) => Array.from(document.querySelectorAll(selector));

  const announce = (text) => {
    news.textContent = text;
  };

  /* The reload for browsers without this script. Its timer ends only with the loading of the page. */
  const stopReload = () => {
    const reload = document.querySelector('meta[http-equiv="refresh"]');
    if (reload) {
      window.stop();
      reload.remove();
    }
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
    const words = (section) => section.querySelector('h1').textContent + '. ' + section.querySelector('.text').textContent;
    const told = words(now);
    const focused = now.contains(document.activeElement);
    now.replaceWith(document.adoptNode(next));
    document.title = next.dataset.title;
    document.getElementById('test').hidden = !('sandbox' in next.dataset);
    if (!('payable' in next.dataset)) {
      all('.phone').forEach((phone) => phone.remove());
    }
    enhance();
    if (focused) {
      document.getElementById('heading').focus({ preventScroll: true });
    }
    if (words(next) !== told) {
      announce(words(next));
    }
  };

  /* Remembers that this tab has gone to the provider, until it comes back. */
  const been = 'been:' + location.pathname;
  const remembered = (change) => {
    try {
      return change(sessionStorage);
    } catch (blocked) {
      return null;
    }
  };

  /* By the browser's own way back the payer comes without the provider's mark. */
  const cameBack = (persisted) => {
    const entry = performance.getEntriesByType('navigation')[0];
    return (persisted || (entry && entry.type === 'back_forward')) && remembered((storage) => storage.getItem(been));
  };

  const markReturn = () => {
    remembered((storage) => storage.removeItem(been));
    if ('payable' in state().dataset) {
      location.replace('?returned=1');
      return true;
    }
    return false;
  };

  const copied = (button) => {
    announce(button.dataset.copied);
    const before = button.textContent;
    button.textContent = button.dataset.copied;
    setTimeout(() => {
      button.textContent = before;
    }, 2000);
  };

  const copyBySelection = (text) => {
    const field = document.createElement('textarea');
    field.value = text;
    field.readOnly = true;
    field.className = 'unseen';
    document.body.append(field);
    field.select();
    document.execCommand('copy');
    field.remove();
  };

  const copy = (button) => {
    const bySelection = () => {
      copyBySelection(button.dataset.copy);
      copied(button);
    };
    if (navigator.clipboard) {
      navigator.clipboard.writeText(button.dataset.copy).then(() => copied(button), bySelection);
    } else {
      bySelection();
    }
    button.focus();
  };

  document.addEventListener('click', (event) => {
    const target = event.target.closest('a, button');
    if (!target) {
      return;
    }
    if (target.id === 'pay') {
      remembered((storage) => storage.setItem(been, '1'));
    } else if ('copy' in target.dataset) {
      copy(target);
    } else if ('print' in target.dataset) {
      window.print();
    }
  });

  const two = (number) => String(number).padStart(2, '0');

  const clockText = (ms) => {
    const seconds = Math.max(0, Math.ceil(ms / 1000));
    return Math.floor(seconds / 60) + ':' + two(seconds % 60);
  };

  /* Times in the payer's own time zone. */
  const localTimes = () => all('time[data-locale]').forEach((time) => {
    const at = new Date(time.dateTime);
    const day = { day: 'numeric', month: 'long' };
    if ('year' in time.dataset) {
      day.year = 'numeric';
    }
    time.textContent = at.toLocaleDateString(time.dataset.locale, day).replace(/\s*г\.$/, '') + ', '
      + at.toLocaleTimeString(time.dataset.locale, { hour: '2-digit', minute: '2-digit' });
  });

  /* By what is left, as the server says, not by the time of day here, which may be wrong. */
  const startDeadline = () => {
    const element = document.querySelector('.deadline');
    deadline = element ? { at: Date.now() + Number(element.dataset.ms), last: Number(element.dataset.ms) } : null;
    tick();
  };

  const tick = () => {
    const element = document.querySelector('.deadline');
    if (!element || !deadline) {
      return;
    }
    const ms = deadline.at - Date.now();
    const left = document.getElementById('left');
    element.querySelector('.until').hidden = ms <= HOUR;
    element.querySelector('.countdown').hidden = ms > HOUR;
    left.textContent = clockText(ms);
    element.classList.toggle('soon', ms < 60000);
    for (const [mark, text] of [[300000, left.dataset.five], [60000, left.dataset.one]]) {
      if (deadline.last > mark && ms <= mark) {
        announce(text);
      }
    }
    deadline.last = ms;
  };

  /* A long description is cut to three lines; a button shows the rest. */
  const cutDescription = () => {
    const text = document.querySelector('.description');
    if (!text || text.scrollHeight <= text.clientHeight + 1) {
      return;
    }
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'more';
    const label = () => {
      const open = text.classList.contains('whole');
      button.textContent = open ? text.dataset.less : text.dataset.more;
      button.setAttribute('aria-expanded', String(open));
    };
    button.addEventListener('click', () => {
      text.classList.toggle('whole');
      label();
    });
    label();
    text.after(button);
  };

  const enhance = () => {
    localTimes();
    startDeadline();
    cutDescription();
    all('[data-copy], [data-print]').forEach((button) => {
      button.hidden = false;
    });
  };

  const settled = () => 'settled' in state().dataset;
  const visible = () => document.visibilityState === 'visible';

  const close = () => {
    if (source) {
      source.close();
    }
    source = null;
  };

  const open = () => {
    clearTimeout(retry);
    close();
    lastSign = Date.now();
    const opened = new EventSource(events);
    source = opened;
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
      if (source === opened && opened.readyState === EventSource.CLOSED) {
        later();
      }
    });
  };

  /* Where streams do not come through, the page is fetched again instead. */
  const refetch = async () => {
    const limit = new AbortController();
    const end = setTimeout(() => limit.abort(), 10000);
    try {
      const answer = await fetch(location.href, { cache: 'no-store', signal: limit.signal });
      if (answer.ok || answer.status === 404) {
        show(await answer.text());
      }
    } catch (offline) {
      /* Offline or restarting: the next try will tell. */
    } finally {
      clearTimeout(end);
    }
  };

  const again = () => {
    if (!settled() && visible()) {
      open();
    }
  };

  const later = () => {
    close();
    failures += 1;
    if (!settled() && visible()) {
      retry = setTimeout(() => refetch().then(again), Math.min(30000, 2000 * Math.pow(2, failures)));
    }
  };

  const watch = () => {
    tick();
    if (source && Date.now() - lastSign > SILENCE) {
      later();
    }
    const slow = document.querySelector('.slow');
    if (slow && Date.now() - begun > SLOW) {
      slow.hidden = false;
    }
  };

  /*
   * A browser has six connections to a server for all its tabs, and a stream takes one: hidden tabs give theirs back. Whoever
   * looks again sees what has happened meanwhile, also after the end of a stream.
   */
  const seen = () => {
    if (!visible()) {
      clearTimeout(retry);
      close();
    } else if (!source || source.readyState === EventSource.CLOSED) {
      open();
    }
  };

  const start = () => {
    stopReload();
    if (cameBack(false) && markReturn()) {
      return;
    }
    document.addEventListener('visibilitychange', seen);
    setInterval(watch, 1000);
    again();
  };

  enhance();
  if (!events) {
    return;
  }
  window.addEventListener('pagehide', close);
  window.addEventListener('pageshow', (event) => {
    if (event.persisted && !(cameBack(true) && markReturn())) {
      seen();
    }
  });
  /* Stopping the reload stops all loading, so it waits for the end of it. */
  if (document.readyState === 'complete') {
    start();
  } else {
    window.addEventListener('load', start);
  }
})();
