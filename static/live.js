/* An open live page takes up what is new: once a minute it reads itself again, and says politely
   how many updates have come. What somebody reads stays where it is on the screen. */

const here = document, all = (name, page = here) => [...page.querySelectorAll(name)];
const [body] = all(".article-body");
let was = body.innerHTML, sum = 0;

const look = async () => {
  if (here.hidden) return;
  const got = await fetch(location.pathname, { cache: "no-cache" });
  const page = new DOMParser().parseFromString(await got.text(), "text/html");
  const [text] = all(".article-body", page), [told] = all(".arrived");
  if (!text || text.innerHTML === was) return;
  if (!all(".arrived", page)[0]) clearInterval(clock);
  was = text.innerHTML;
  const find = id => here.getElementById(id), place = it => it?.getBoundingClientRect().top;
  sum += all(".update", text).filter(it => !find(it.id)).length;
  const seen = all(".update").find(it => place(it) > -9), before = place(seen);
  body.replaceChildren(...text.childNodes);
  if (scrollY && seen) scrollBy(0, place(find(seen.id)) - before || 0);
  const words = told.dataset[new Intl.PluralRules(told.lang).select(sum)];
  if (sum) told.textContent = words.replace("{count}", sum.toLocaleString(told.lang));
};
const clock = setInterval(look, 6e4);
here.addEventListener("visibilitychange", look);
