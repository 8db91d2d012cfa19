// Not a library that is given an index: it fetches what it needs of one. It can ask one language,
// that of the page; so there is an instance for each that has an index, or for the page's `?alone`.
export async function open({ createInstance }) {
  const index = new URL("index/", location.href).pathname;
  const { languages } = await (await fetch(`${index}pagefind-entry.json`)).json();
  const { lang } = document.documentElement;
  const alone = new URLSearchParams(location.search).has("alone");
  const instances = [];
  for (const language of alone ? [lang] : Object.keys(languages)) {
    document.documentElement.lang = language;
    const instance = createInstance({ basePath: index });
    await instance.init();
    instances.push(instance);
  }
  document.documentElement.lang = lang;
  return async (words) => {
    const answers = await Promise.all(instances.map((it) => it.search(words)));
    const results = answers.flatMap((it) => it.results).sort((one, other) => other.score - one.score);
    return Promise.all(results.slice(0, SHOWN).map(async (it) => (await it.data()).url));
  };
}

const SHOWN = 20;
