import type { Engine } from './engine.ts';
import type { Language } from './i18n/texts.ts';
import { emptyState, type State } from './state.ts';
import type { Store } from './store.ts';
import type { Tab } from './tab.ts';

/**
 * widget/app: an engine's place while the engine itself is still on its way.
 *
 * It shows what the tab held when it was left, so that the first picture needs no cryptography, and
 * hands on every wish, in order, as soon as somebody can fulfil it.
 */
export function earlyEngine(
  engine: Promise<Engine>,
  store: Store,
  start: { readonly tab: Tab | null; readonly language: Language },
): Engine {
  const state: State = { ...emptyState, ...start };
  const later = (wish: (engine: Engine) => void): void => void engine.then(wish);
  return {
    state: () => state,
    onChange: () => () => undefined,
    marks: () => ({ gap: new Set(), forked: new Set() }),
    write: async (text) => (await engine).write(text),
    rate: async (stars, comment) => (await engine).rate(stars, comment),
    comeBack: (code) => later((e) => e.comeBack(code)),
    codeKept: () => later((e) => e.codeKept()),
    offerAgain: (mid) => later((e) => e.offerAgain(mid)),
    typing: () => undefined,
    takeBack: () => later((e) => e.takeBack()),
    retry: () => later((e) => e.retry()),
    probe: () => undefined,
    speak: (language, keep) => later((e) => e.speak(language, keep)),
    draft: store.draft,
    saveDraft: store.saveDraft,
    misplaced: () => later((e) => e.misplaced()),
    clear: () => later((e) => e.clear()),
    leave: () => {
      store.end();
      later((e) => e.leave());
    },
    stop: () => later((e) => e.stop()),
  };
}
