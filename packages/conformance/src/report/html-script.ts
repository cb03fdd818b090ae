/** What moves on the page: the filter, the search, and that a link to a check shows it. Without it all is readable. */
export const script = `
const buttons = [...document.querySelectorAll('button[data-show]')];
const search = document.querySelector('input[type=search]');
const checks = [...document.querySelectorAll('.check')];
const texts = new Map(checks.map((check) => [check, check.textContent.toLowerCase()]));
let shown = document.body.dataset.filter;

function apply() {
  const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
  for (const check of checks) {
    const fits = shown === 'all' || check.dataset.outcome === shown;
    check.hidden = !fits || !words.every((word) => texts.get(check).includes(word));
  }
  for (const area of document.querySelectorAll('section.checks')) {
    area.hidden = area.querySelector('.check:not([hidden])') === null;
  }
  document.querySelector('.nothing').hidden = checks.some((check) => !check.hidden);
  for (const button of buttons) button.setAttribute('aria-pressed', String(button.dataset.show === shown));
}

function reveal() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target === null) return;
  if (target.hidden || target.querySelector?.('.check:not([hidden])') === null) {
    shown = 'all';
    search.value = '';
    apply();
  }
  if (target.matches('details')) target.open = true;
  target.scrollIntoView();
}

for (const button of buttons) {
  button.addEventListener('click', () => {
    shown = button.dataset.show;
    apply();
  });
}
search.addEventListener('input', apply);
addEventListener('hashchange', reveal);
for (const link of document.querySelectorAll('a[href^="#"]')) {
  link.addEventListener('click', () => link.hash === location.hash && reveal());
}
apply();
reveal();
`;
