// The browser's side of the live preview: it keeps the page as the server has it, in place, and
// says what the server knows of it in a bar and a panel of its own.
(() => {
  'use strict';

  const script = document.currentScript;
  const home = script.src; // read once: a <base> in the page would change it
  const { page } = script.dataset; // its data-digest, kept up to date, says what is shown

  // Made here, where the page's own policy is not yet in force: it may demand trusted types.
  const trusted = window.trustedTypes?.createPolicy('sitegen-preview', { createHTML: (it) => it });

  // The connection ------------------------------------------------------------------------------

  const FIRST_DELAY = 250;
  const LONGEST_DELAY = 2000;
  const PATIENCE = 1000; // how long the server may be away before the reader is told

  let stream = null;
  let delay = FIRST_DELAY;
  let reopening;
  let losing;
  let forbidden = false; // by the page's own policy

  function connect() {
    if (stream || forbidden || document.visibilityState !== 'visible') return;
    clearTimeout(reopening);
    losing ??= setTimeout(showLost, PATIENCE, true);
    const address = new URL('events', home);
    address.search = new URLSearchParams({ page, digest: script.dataset.digest });
    stream = new EventSource(address);
    stream.onopen = greet;
    stream.onmessage = (event) => receive(JSON.parse(event.data));
    stream.onerror = reconnect; // the browser's own retry would send the digest of long ago
  }

  function disconnect() {
    clearTimeout(reopening);
    stream?.close();
    stream = null;
  }

  function greet() {
    delay = FIRST_DELAY;
    stopLosing();
    showLost(false);
  }

  function reconnect() {
    disconnect();
    reopening = setTimeout(connect, delay);
    delay = Math.min(delay * 2, LONGEST_DELAY);
  }

  // A page that nobody sees takes up none of the few connections that a browser allows a host.
  function rest() {
    disconnect();
    delay = FIRST_DELAY;
    stopLosing();
  }

  function obey({ blockedURI, disposition }) {
    if (disposition !== 'enforce' || !blockedURI.startsWith(new URL('events', home))) return;
    forbidden = true;
    rest();
    fill(lost, ["The page's own policy keeps updates away: reload it."]);
    arrange();
  }

  function stopLosing() {
    clearTimeout(losing);
    losing = undefined;
  }

  function receive(news) {
    wanted = news.digest;
    show(news);
    catchUp();
  }

  // The update ----------------------------------------------------------------------------------

  const PATIENCE_FOR_PAGE = 30000;
  const EXECUTABLE =
    /^(module|((text|application)\/(x-)?(java|ecma)|text\/(j|live))script(1\.\d)?)?$/i;
  const UPDATE = 'sitegen:update'; // tells the page's own scripts that it has changed

  let wanted = ''; // the digest that the server has; empty while there is no such page
  let updating = false;

  async function catchUp() {
    if (updating || !stream || !wanted || wanted === script.dataset.digest) return;
    updating = true;
    const target = wanted;
    await update().catch(() => {}); // asked again below, or when the connection is back
    updating = false;
    if (wanted === target) setTimeout(catchUp, PATIENCE);
    else catchUp();
  }

  async function update() {
    const answer = await fetch(location.href.split('#')[0], {
      cache: 'no-store',
      headers: { 'X-Sitegen-Preview': '1' },
      signal: AbortSignal.timeout(PATIENCE_FOR_PAGE),
    });
    if (!answer.ok) throw new Error(answer.statusText);
    const html = await answer.text();
    const next = new DOMParser().parseFromString(trusted?.createHTML(html) ?? html, 'text/html');
    const tag = [...next.scripts].find(isOurs);
    script.dataset.digest = tag?.dataset.digest ?? wanted;
    if (tag?.dataset.page !== page || !morphDocument(next)) location.reload();
  }

  function isOurs(node) {
    return node.localName === 'script' && node.getAttribute('src') === script.getAttribute('src');
  }

  // What runs, or reads differently to a parser that runs no scripts, needs a real reload: but for
  // scripts that say they live on when the page changes, as long as they are the same.
  function isPlain(tree) {
    const odd = tree.querySelector('noscript, frameset, template[shadowrootmode]');
    return !odd && scripts(tree).every((it) => it.src && 'live' in it.dataset);
  }

  function scripts(tree) {
    const isCode = (element) => !isOurs(element) && EXECUTABLE.test(element.type.trim());
    return [...tree.querySelectorAll('script')].filter(isCode);
  }

  function code(tree) {
    return scripts(tree).map((it) => it.outerHTML).join();
  }

  // Policies among them: one that is in force cannot be loosened.
  function pragmas(tree) {
    return [...tree.querySelectorAll('meta[http-equiv]')].map((meta) => meta.outerHTML).join();
  }

  // The morph: only what differs is touched -----------------------------------------------------

  const leaving = new Set(); // stylesheets that stay until their successor has loaded
  const retire = new WeakMap(); // a successor -> what takes its predecessor away

  function morphDocument(next) {
    if (!isPlain(document) || !isPlain(next) || code(document) !== code(next)) return false;
    if (pragmas(document) !== pragmas(next)) return false;
    const focused = document.activeElement;
    try {
      morphAttributes(document.documentElement, next.documentElement);
      morph(document.head, next.head);
      morph(document.body, next.body);
    } catch {
      return false; // a parser takes names that the DOM refuses
    }
    if (focused !== document.activeElement) focused?.focus({ preventScroll: true });
    document.dispatchEvent(new Event(UPDATE));
    return true;
  }

  function morph(node, next) {
    if (node.isEqualNode(next)) return;
    if (node.nodeType !== Node.ELEMENT_NODE) {
      morphText(node, next.data);
    } else if (isStylesheet(node) && node.getAttribute('href') !== next.getAttribute('href')) {
      swapStylesheet(node, next);
    } else {
      morphAttributes(node, next);
      morphChildren(node, next);
    }
  }

  function morphAttributes(element, next) {
    const isLeftToReader = (name) => name === 'open' && element.localName === 'details';
    for (const { name } of [...element.attributes]) {
      if (!next.hasAttribute(name) && !isLeftToReader(name)) element.removeAttribute(name);
    }
    for (const { namespaceURI, name, value } of next.attributes) {
      if (element.getAttribute(name) === value || isLeftToReader(name)) continue;
      element.setAttributeNS(namespaceURI, name, value);
    }
  }

  // Replace only the middle, so that a selection before or after it stays.
  function morphText(text, next) {
    const old = text.data;
    const most = Math.min(old.length, next.length);
    let start = 0;
    let end = 0;
    while (start < most && old[start] === next[start]) start += 1;
    while (end < most - start && old.at(-1 - end) === next.at(-1 - end)) end += 1;
    text.replaceData(start, old.length - start - end, next.slice(start, next.length - end));
  }

  function morphChildren(parent, next) {
    const isMorphed = (node) => !isOurs(node) && !leaving.has(node);
    const old = [...parent.childNodes].filter(isMorphed);
    const wishes = [...next.childNodes].filter(isMorphed);
    const end = trimEqual(old, wishes);
    const twins = findTwins(old, wishes);
    const kept = new Set(twins.values());
    old.filter((node) => !kept.has(node)).forEach(remove);
    const waiting = new Set(old.filter((node) => kept.has(node)));
    for (const wish of wishes) {
      const twin = twins.get(wish);
      const [place = end] = waiting;
      if (twin !== place) parent.insertBefore(twin ?? document.importNode(wish, true), place);
      if (twin) morph(twin, wish);
      waiting.delete(twin);
    }
  }

  // Drop what is equal at both ends, and return the node before which the rest belongs.
  function trimEqual(old, wishes) {
    const isEqual = (at) => old.length && wishes.length && old.at(at).isEqualNode(wishes.at(at));
    let end = null;
    for (; isEqual(0); wishes.shift()) old.shift();
    for (; isEqual(-1); wishes.pop()) end = old.pop();
    return end;
  }

  // Map each wish to the old node that becomes it: the one of the same id, or else one in order.
  function findTwins(old, wishes) {
    const named = new Map(old.map((node) => [node.id || node, node]));
    const twins = new Map();
    for (const wish of wishes) {
      const twin = named.get(wish.id);
      if (twin?.nodeName === wish.nodeName && named.delete(wish.id)) twins.set(wish, twin);
    }
    const taken = new Set(twins.values());
    align(old.filter((it) => !taken.has(it)), wishes.filter((it) => !twins.has(it)), twins);
    return twins;
  }

  // The alignment with the most equal nodes, then the most of one kind (Needleman and Wunsch).
  function align(old, wishes, twins) {
    const [rows, columns] = [old.map(describe), wishes.map(describe)];
    const width = columns.length + 1;
    const best = new Uint32Array((rows.length + 1) * width);
    const pair = (i, j) => {
      if (rows[i].kind !== columns[j].kind) return 0;
      const worth = rows[i].text === columns[j].text ? rows[i].worth : 1;
      return worth + best[(i + 1) * width + j + 1];
    };
    for (let i = rows.length - 1; i >= 0; i -= 1) {
      for (let j = columns.length - 1; j >= 0; j -= 1) {
        const [skipRow, skipColumn] = [best[(i + 1) * width + j], best[i * width + j + 1]];
        best[i * width + j] = Math.max(pair(i, j), skipRow, skipColumn);
      }
    }
    for (let i = 0, j = 0; i < rows.length && j < columns.length; ) {
      const here = best[i * width + j];
      if (here && here === pair(i, j)) twins.set(wishes[j++], old[i++]);
      else if (here === best[(i + 1) * width + j]) i += 1;
      else j += 1;
    }
  }

  // White space between elements is worth less than they are, and a stylesheet is no icon; nor is
  // data a script, which would not run anew.
  function describe(node) {
    const kinds = { link: node.rel, script: node.type };
    const kind = `${node.nodeName} ${kinds[node.localName] ?? ''}`;
    return { kind, text: node.outerHTML ?? node.data, worth: node.outerHTML ? 8 : 2 };
  }

  function isStylesheet(node) {
    return node.localName === 'link' && node.relList.contains('stylesheet');
  }

  // The old one stays until the new one is in force: no moment without style.
  function swapStylesheet(old, next) {
    const fresh = document.importNode(next);
    const end = () => {
      leaving.delete(old);
      remove(old);
    };
    leaving.add(old);
    retire.set(fresh, end);
    fresh.addEventListener('load', end);
    fresh.addEventListener('error', () => leaving.has(fresh) || end()); // its successor comes
    old.after(fresh);
  }

  function remove(node) {
    retire.get(node)?.();
    node.remove();
  }

  // The bar and the panel -----------------------------------------------------------------------

  const HIDDEN = 'sitegen-preview-hidden';
  const DISMISSED = 'sitegen-preview-dismissed';

  const source = make('span.source');
  const held = make('strong.held');
  const now = make('span.now');
  const length = make('span.length');
  const lost = make('span.lost', { role: 'status' });
  const count = make('button.count', { onclick: () => setOpen(!opened), type: 'button' });
  const hide = make('button.hide', { onclick: () => setQuiet(true), type: 'button' });
  const facts = make('div.facts', {}, source, now, length, lost);
  const bar = make('div.bar', {}, held, facts, make('div.actions', {}, count, hide));
  const reveal = make('button.reveal', { onclick: () => setQuiet(false), type: 'button' }, 'Show');
  const gone = make('div.gone', { role: 'status' });
  const announcer = make('div.announcer', { role: 'status' });
  const tally = make('strong.tally');
  const stale = make('span.stale');
  const close = make('button.close', { onclick: () => setOpen(false), type: 'button' }, 'Close');
  const list = make('ol.problems');
  const panel = make('section.panel', {}, make('header.head', {}, tally, stale, close), list);
  const stage = make('div.stage', { hidden: true }, announcer, panel, gone, bar, reveal);
  const space = make('div.space'); // below the page, so that the bar covers nothing at its end
  const host = make('sitegen-preview', { dir: 'ltr', lang: 'en' });
  const said = new WeakMap();

  let quiet = Boolean(recall('localStorage', HIDDEN));
  let opened = false;
  let errors; // which there are, as text, to tell when that changes

  function mount() {
    Object.assign(panel, { id: 'panel', role: 'region', ariaLabel: 'Problems', tabIndex: -1 });
    Object.assign(bar, { role: 'region', ariaLabel: 'Preview' });
    count.setAttribute('aria-controls', 'panel');
    close.ariaLabel = 'Close the problems';
    hide.append('Hide ', make('kbd', {}, '.'));
    hide.title = 'Hide this bar; the key . brings it back';
    const appear = () => (stage.hidden = false);
    const href = new URL('client.css', home);
    const sheet = make('link', { rel: 'stylesheet', href, onload: appear, onerror: appear });
    host.attachShadow({ mode: 'open' }).append(sheet, space, stage);
    document.documentElement.append(host);
    new ResizeObserver(makeSpace).observe(bar);
    arrange();
  }

  function makeSpace() {
    space.style.blockSize = `${bar.offsetHeight}px`;
  }

  function make(kind, properties = {}, ...children) {
    const [name, className = ''] = kind.split('.');
    const element = Object.assign(document.createElement(name), { className }, properties);
    element.append(...children);
    return element;
  }

  // Fill a box only if what it says has changed, so that focus and selection in it stay.
  function fill(box, data, build = (texts) => texts) {
    const key = JSON.stringify(data);
    if (said.get(box) === key) return;
    said.set(box, key);
    box.replaceChildren(...build(data.filter(Boolean)));
  }

  function show(news) {
    const words = news.words && counted(news.words, 'word');
    const minutes = news.minutes && `${news.minutes} min`;
    fill(source, [news.source], (files) => files.map(({ path, href }) => place(path, href)));
    fill(held, [news.held]);
    fill(now, [news.now && `as of ${news.now}`]);
    fill(length, [[words, minutes].filter(Boolean).join(', ')]);
    fill(gone, [!news.digest && { moved: news.moved }], (losses) => losses.flatMap(describeLoss));
    showProblems(news);
    arrange();
  }

  function showLost(isLost) {
    fill(lost, [isLost && 'The preview is not running.']);
    arrange();
  }

  // The problems are the first of all, errors before warnings.
  function showProblems(news) {
    const { problems } = news;
    const wrong = problems.filter(({ severity }) => severity === 'error');
    const tells = [
      news.errors && counted(news.errors, 'error'),
      news.warnings && counted(news.warnings, 'warning'),
    ].filter(Boolean);
    const cause = news.errors > 1 ? 'errors' : 'error';
    for (const box of [count, tally, announcer]) fill(box, [tells.join(', ')]);
    fill(stale, [news.stale && `This page is shown as it was before the ${cause}.`]);
    noteErrors(JSON.stringify(wrong.map(({ path, message }) => [path, message])));
    if (!problems.length) opened = false;
    const focused = panel.contains(host.shadowRoot.activeElement);
    const rest = news.errors + news.warnings - problems.length;
    fill(list, [...problems, rest && { rest }], (all) => all.map(describeProblem));
    if (focused) panel.focus({ preventScroll: true });
  }

  // Errors open the panel, unless it is these that the reader has dismissed.
  function noteErrors(list) {
    if (list === errors) return;
    errors = list;
    const isDismissed = recall('sessionStorage', DISMISSED) === errors;
    opened = errors !== '[]' && !isDismissed;
    if (!isDismissed) keep('sessionStorage', DISMISSED, '');
  }

  function describeLoss({ moved }) {
    if (!moved) return ['This page is gone.'];
    return ['This page is gone. It is now at ', make('a', { href: moved }, moved), '.'];
  }

  function describeProblem(problem) {
    if (problem.rest) {
      const tells = `And ${problem.rest.toLocaleString('en')} more. sitegen check --all tells of each.`;
      return make('li.problem rest', {}, tells);
    }
    const { path, line, column, severity, message, hint, href, excerpt } = problem;
    const where = [path, line, line && column].filter(Boolean).join(':');
    return make(
      `li.problem ${severity}`,
      {},
      make('p.where', {}, make('span.severity', {}, severity), ' ', place(where, href)),
      make('p.message', {}, ...withCode(message)),
      make('pre.excerpt', {}, ...excerpt.map((row) => describeLine(row, problem))),
      make('p.hint', {}, ...withCode(hint)),
    );
  }

  function describeLine({ line, text, caret }, problem) {
    const isMarked = line === problem.line;
    const parts = caret ? markCharacter(text, caret - 1) : [text];
    return make(
      `span.line${isMarked ? ' marked' : ''}`,
      {},
      make('span.number', {}, String(line)),
      make('span.text', {}, ...parts),
    );
  }

  // The caret hangs from the character itself: so it is right in any script, however lines wrap.
  function markCharacter(text, at) {
    const characters = [...text];
    const caret = make('span.caret', {}, characters[at] ?? '\u00a0');
    return [characters.slice(0, at).join(''), caret, characters.slice(at + 1).join('')];
  }

  function withCode(text) {
    return text.split(/`([^`]+)`/).map((part, at) => (at % 2 ? make('code', {}, part) : part));
  }

  // The name of a file is never cut short; its folders may be.
  function place(path, href) {
    const cut = path.lastIndexOf('/') + 1;
    const folder = make('span.folder', {}, path.slice(0, cut));
    const file = make('span.file', {}, path.slice(cut));
    const properties = href ? { href, title: path } : { title: path };
    return make(href ? 'a.place' : 'span.place', properties, folder, file);
  }

  function counted(number, noun) {
    return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
  }

  // What the reader wants to see -----------------------------------------------------------------

  function arrange() {
    const isSilent = ![held, ...facts.children, count].some((box) => box.hasChildNodes());
    bar.hidden = quiet || isSilent;
    reveal.hidden = !quiet || isSilent;
    gone.hidden = quiet;
    panel.hidden = !opened || (quiet && errors === '[]');
    count.ariaExpanded = String(!panel.hidden);
    bar.classList.toggle('is-held', held.hasChildNodes());
  }

  function setQuiet(isQuiet) {
    quiet = isQuiet;
    keep('localStorage', HIDDEN, quiet ? 'yes' : '');
    arrange();
  }

  function setOpen(isOpen) {
    const wasInside = panel.contains(host.shadowRoot.activeElement);
    opened = isOpen;
    keep('sessionStorage', DISMISSED, opened ? '' : errors);
    arrange();
    if (opened) panel.focus({ preventScroll: true });
    else if (wasInside) count.focus({ preventScroll: true });
  }

  function onKey(event) {
    const [target] = event.composedPath();
    const isTyping = target.isContentEditable || target.matches?.('input, textarea, select');
    const isShortcut = event.ctrlKey || event.altKey || event.metaKey;
    if (isTyping || isShortcut || event.defaultPrevented || event.repeat) return;
    if (event.key === '.') setQuiet(!quiet);
    if (event.key === 'Escape' && !panel.hidden) setOpen(false);
  }

  function recall(storage, key) {
    try {
      return window[storage].getItem(key);
    } catch {
      return null; // a browser may refuse to store anything
    }
  }

  function keep(storage, key, value) {
    try {
      window[storage].setItem(key, value);
    } catch {
      // Then it is forgotten with the page.
    }
  }

  function start() {
    mount();
    connect();
    document.addEventListener('securitypolicyviolation', obey);
    addEventListener('keydown', onKey);
    addEventListener('pageshow', connect);
    addEventListener('pagehide', rest);
    document.addEventListener('visibilitychange', () => (document.hidden ? rest() : connect()));
  }

  document.addEventListener('DOMContentLoaded', start);
})();
