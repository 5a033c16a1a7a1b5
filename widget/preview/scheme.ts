/**
 * widget/preview: light and dark as the editor wants them, whatever the system says.
 *
 * A page cannot be told which scheme its frame prefers, so this page changes its own answer: the style
 * sheets' media rules, and what the views ask `matchMedia`. The views and sheets themselves are untouched.
 */
const SCHEME = /prefers-color-scheme:\s*(light|dark)/;

const turned = new EventTarget();
let isDark = false;
const real = window.matchMedia.bind(window);

/** What the views ask: true for the scheme that is shown. Everything else is the browser's to answer. */
function answer(query: string): MediaQueryList {
  const scheme = SCHEME.exec(query)?.[1];
  if (scheme === undefined) return real(query);
  return Object.defineProperties(Object.create(MediaQueryList.prototype) as MediaQueryList, {
    matches: { get: () => isDark === (scheme === 'dark') },
    addEventListener: { value: turned.addEventListener.bind(turned) },
    removeEventListener: { value: turned.removeEventListener.bind(turned) },
  });
}
Object.defineProperty(window, 'matchMedia', { value: answer });

/** Which scheme each media rule was written for, remembered when its words change. */
const written = new WeakMap<CSSMediaRule, string>();

/** Turns every sheet that is here now; those that come later are turned by the next call. */
export function showScheme(dark: boolean): void {
  for (const sheet of [...document.styleSheets, ...document.adoptedStyleSheets]) {
    for (const rule of sheet.cssRules) if (rule instanceof CSSMediaRule) turn(rule, dark);
  }
  document.documentElement.style.colorScheme = dark ? 'dark' : 'light';
  if (dark === isDark) return;
  isDark = dark;
  turned.dispatchEvent(new Event('change'));
}

function turn(rule: CSSMediaRule, dark: boolean): void {
  const scheme = written.get(rule) ?? SCHEME.exec(rule.media.mediaText)?.[1];
  if (scheme === undefined) return;
  written.set(rule, scheme);
  rule.media.mediaText = dark === (scheme === 'dark') ? 'all' : 'not all';
}
