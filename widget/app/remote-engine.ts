import type { Engine, EngineSettings, Verbs } from './engine.ts';
import { nothingYet, type About, type FromEngine, type ToEngine } from './engine-messages.ts';
import type { Hire, Hired } from './hire.ts';
import type { PageStore } from './page-store.ts';
import { emptyState, type State } from './state.ts';
import type { Tab } from './tab.ts';

/** A pin begins with the team's id. */
const TEAM_DIGITS = 32;
/** The first wait after an engine that could not be loaded; it doubles. */
const LOAD_AGAIN_MS = 1000;
const LOAD_AGAIN_MAX_MS = 15_000;

interface Asked {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (reason: Error) => void;
}

/**
 * widget/app: the engine as the page sees it, while the engine itself is in another thread.
 *
 * Until it is here, what the tab held is shown, so that the first picture needs no cryptography; wishes
 * wait for it in order, however often it has to be loaded. The page alone writes to the storages.
 */
export function remoteEngine(hire: Hire, store: PageStore, start: EngineSettings): Engine {
  const keptTab = (): Tab | null => store.tab(start.pinText.slice(0, TEAM_DIGITS));
  let state: State = { ...emptyState, tab: keptTab(), language: start.language };
  let about: About = nothingYet;
  let engine: Hired | null = null;
  let here = false;
  let attempts = 0;
  let again: ReturnType<typeof setTimeout> | undefined;
  let asks = 0;
  /** What an engine that is still to come has to hear. */
  let waiting: ToEngine[] = [];
  let asked = new Map<number, Asked>();
  const listeners = new Set<() => void>();

  const change = (now: Partial<State>): void => {
    state = { ...state, ...now };
    for (const listener of listeners) listener();
  };

  const load = (): void => {
    clearTimeout(again);
    engine?.end();
    const isMine = (): boolean => engine === mine;
    const mine: Hired = hire(attempts, {
      heard: (message) => {
        if (isMine()) hear(mine, message);
      },
      failed: () => {
        if (isMine() && !here) failed();
      },
    });
    engine = mine;
    const settings = { ...start, language: state.language };
    mine.post({ type: 'start', settings, kept: store.handOver() });
    for (const message of waiting) mine.post(message);
  };

  /** A tunnel or a captive portal: what was asked for waits, and says that it does. */
  const failed = (): void => {
    clearTimeout(again);
    again = setTimeout(load, Math.min(LOAD_AGAIN_MAX_MS, LOAD_AGAIN_MS * 2 ** attempts));
    attempts += 1;
    change({ link: 'offline' });
  };

  /** Whoever comes back from a tunnel need not wait for the next try. */
  const loadNow = (): boolean => {
    if (here || attempts === 0) return false;
    load();
    return true;
  };

  function hear(from: Hired, message: FromEngine): void {
    switch (message.type) {
      case 'here':
        here = true;
        waiting = [];
        return change({ link: 'connecting' });
      case 'write': {
        const { write } = message;
        return from.post({ type: 'wrote', write, kept: store.keep(write) });
      }
      case 'news':
        about = message.about ?? about;
        return change(message.state);
      case 'answer':
        asked.get(message.ask)?.resolve(message.answer);
        return void asked.delete(message.ask);
      case 'failed':
        asked.get(message.ask)?.reject(new Error('the engine failed'));
        return void asked.delete(message.ask);
    }
  }

  const ask = <V extends keyof Verbs>(verb: V, ...args: Parameters<Verbs[V]>): number => {
    asks += 1;
    const message: ToEngine = { type: 'do', verb, args, ask: asks };
    if (!here) waiting.push(message);
    engine?.post(message);
    return asks;
  };

  const answered = async <A>(number: number): Promise<A> =>
    await new Promise<A>((resolve, reject) => {
      asked.set(number, { resolve: (answer) => resolve(answer as A), reject });
    });

  const end = (): void => {
    clearTimeout(again);
    engine?.end();
    engine = null;
    here = false;
    attempts = 0;
    waiting = [];
    asked = new Map();
  };

  const blank = (): void => {
    about = nothingYet;
    const { language, face } = state;
    change({ ...emptyState, language, face });
  };

  const team = start.pinText.split('.')[0] ?? '';
  load();
  if (state.tab === null && store.code(team) !== '') ask('comeBack', store.code(team));
  return {
    state: () => state,
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    marks: () => about.marks,
    code: () => about.code,
    numbers: () => about.numbers,
    remembered: () => about.code !== '' && store.code(team) === about.code,
    remember: (wanted) => store.saveCode(team, wanted ? about.code : ''),
    write: (text, topics = []) => answered(ask('write', text, topics)),
    seen: (mids) => void ask('seen', mids),
    rate: (stars, comment) => answered(ask('rate', stars, comment)),
    share: (contact) => answered(ask('share', contact)),
    askEarlier: () => answered(ask('askEarlier')),
    erase: () => answered(ask('erase')),
    comeBack: (typed) => answered(ask('comeBack', typed)),
    attach: (file) => answered(ask('attach', file)),
    blob: (frame) => answered(ask('blob', frame)),
    codeKept: () => void ask('codeKept'),
    offerAgain: (mid) => void ask('offerAgain', mid),
    typing: () => void ask('typing'),
    takeBack: () => void ask('takeBack'),
    retry: () => void ask('retry'),
    probe: () => void (loadNow() || ask('probe')),
    network: (up) => {
      if (up) loadNow();
      ask('network', up);
    },
    speak: (language, keep) => {
      if (keep) store.saveLanguage(language);
      ask('speak', language);
    },
    misplaced: () => void ask('misplaced'),
    draft: store.draft,
    saveDraft: store.saveDraft,
    upload: store.upload,
    saveUpload: store.saveUpload,
    clear: () => {
      end();
      store.clear();
      blank();
    },
    handOver: () => {
      end();
      const kept = store.everything();
      store.clearTab();
      blank();
      return kept;
    },
    takeOver: (kept) => {
      if (kept !== null) store.putAll(kept);
      load();
      change({ tab: keptTab() });
    },
    anew: () => {
      if (engine === null) load();
    },
    leave: () => {
      end();
      store.end();
    },
  };
}
