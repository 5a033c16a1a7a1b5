import type { MessageId } from '../../protocol/ids.ts';
import { parsePin } from '../../protocol/team/pin.ts';
import { fillBaseline } from './baseline.ts';
import { makeDesk } from './desk.ts';
import { startExchange } from './exchange.ts';
import type { Language } from './i18n/texts.ts';
import { marksOf, type Marks } from './inbox.ts';
import { duplicatedTab, newTab, returnedTab } from './new-tab.ts';
import { compose, type Words } from './outbox.ts';
import type { State } from './state.ts';
import type { Store } from './store.ts';
import { holdSession } from './tab-lock.ts';
import type { Tab } from './tab.ts';
import { tooLongBy } from './text-limit.ts';

/** Everything the screen may ask for. */
export interface Engine {
  readonly state: () => State;
  readonly onChange: (listener: () => void) => () => void;
  /** What is wrong with the team's chains, by message. */
  readonly marks: () => Marks;
  /** Durable and on its way when it answers true; false when there is nothing to send or it is too long. */
  readonly write: (text: string) => Promise<boolean>;
  readonly rate: (stars: number, comment: string) => Promise<void>;
  /** Comes back to the conversation of this return code. */
  readonly comeBack: (code: Uint8Array) => void;
  readonly codeKept: () => void;
  readonly offerAgain: (mid: MessageId) => void;
  readonly typing: () => void;
  readonly takeBack: () => void;
  readonly retry: () => void;
  readonly probe: () => void;
  /** `keep`: chosen by the reporter, so it outlasts this page. */
  readonly speak: (language: Language, keep: boolean) => void;
  readonly draft: () => string;
  readonly saveDraft: (draft: string) => void;
  readonly misplaced: () => void;
  /** Forgets everything in this browser; a new conversation may begin. */
  readonly clear: () => void;
  /** Forgets everything and falls silent: quick exit. */
  readonly leave: () => void;
  readonly stop: () => void;
}

export interface EngineSettings {
  /** The frame's pin, as the site server wrote it. */
  readonly pinText: string;
  /** Relay addresses in the order to try. */
  readonly origins: readonly string[];
  /** The `Date` the frame was served with, ms; undefined when the server did not say. */
  readonly frameDate: number | undefined;
  readonly language: Language;
}

/** "Is writing" is said at most this often. */
const TYPING_EVERY_MS = 3000;

/** Starts a frame's work: takes up the tab as it was left and dials the relay. Throws for a pin that is none. */
export function startEngine(settings: EngineSettings, store: Store): Engine {
  fillBaseline();
  const pin = parsePin(settings.pinText);
  const began = performance.now();
  const left = store.tab(pin.team);
  const desk = makeDesk(store, { tab: left, language: settings.language });
  let certain = false;
  const exchange = startExchange(desk, store, {
    pin,
    pinText: settings.pinText,
    origins: settings.origins,
    mayGo: () => certain,
    clock: (relay) => ({
      local: Date.now(),
      ...(relay === undefined ? {} : { relay }),
      ...(settings.frameDate === undefined
        ? {}
        : { frameDate: settings.frameDate + performance.now() - began }),
    }),
  });
  const ready = takeUp(left);
  let lastTyping = 0;
  /** How often everything was forgotten: words written before that are not sent after it. */
  let forgotten = 0;

  /** A tab that was copied along with its storage must not speak in the other's session. */
  async function takeUp(tab: Tab | null): Promise<void> {
    if (tab !== null && !(await holdSession(tab.chain.session))) {
      const now = desk.state().tab;
      if (now?.chain.session === tab.chain.session) begin(duplicatedTab(now));
    }
    certain = true;
    exchange.go();
  }

  function begin(tab: Tab): void {
    desk.tell({ type: 'tab', tab });
    void holdSession(tab.chain.session);
  }

  async function send(words: Words): Promise<void> {
    const before = forgotten;
    await ready;
    if (forgotten !== before) return;
    if (desk.state().tab === null) begin(newTab(pin.team));
    const { tab, team } = desk.state();
    const keys = desk.keys();
    if (tab === null || keys === null) return;
    const docSeq = team.status === 'verified' ? team.team.document.seq : 0;
    desk.tell({ type: 'tab', tab: compose(tab, keys, words, { now: Date.now(), docSeq }) });
    exchange.go();
  }

  const forget = (): void => {
    forgotten += 1;
    store.clear();
    desk.tell({ type: 'tab', tab: null });
  };

  /** A frame that stands where it must not stays silent. */
  const redial = (): void => {
    if (!desk.state().misplaced) exchange.redial();
  };

  return {
    state: desk.state,
    onChange: desk.onChange,
    marks: () => {
      const { tab } = desk.state();
      return tab === null ? noMarks : marksOf(tab);
    },
    write: async (text) => {
      const trimmed = text.trim();
      if (trimmed === '' || tooLongBy(trimmed) > 0) return false;
      await send({ type: 'text', text: trimmed, lang: desk.state().language });
      return true;
    },
    rate: (stars, comment) => send({ type: 'rating', stars, comment }),
    comeBack: (code) => {
      begin(returnedTab(pin.team, code));
      exchange.go();
    },
    codeKept: () => desk.tell({ type: 'kept' }),
    offerAgain: (mid) => {
      desk.tell({ type: 'again', mid });
      exchange.go();
    },
    typing: () => {
      if (Date.now() - lastTyping < TYPING_EVERY_MS) return;
      lastTyping = Date.now();
      exchange.whisper('typing');
    },
    takeBack: redial,
    retry: redial,
    probe: () => {
      if (!desk.state().misplaced) exchange.probe();
    },
    speak: (language, keep) => {
      if (keep) store.saveLanguage(language);
      desk.tell({ type: 'language', language });
      const { face, team } = desk.state();
      if (team.status === 'verified') store.saveWays(face.ways);
    },
    draft: store.draft,
    saveDraft: store.saveDraft,
    misplaced: () => {
      desk.tell({ type: 'misplaced' });
      exchange.rest();
    },
    clear: () => {
      forget();
      redial();
    },
    leave: () => {
      exchange.stop();
      store.end();
      forget();
    },
    stop: exchange.stop,
  };
}

const noMarks: Marks = { gap: new Set(), forked: new Set() };
