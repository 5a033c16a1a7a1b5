import { codeFingerprint } from '../../protocol/crypto/code-fingerprint.ts';
import { formatReturnCode } from '../../protocol/crypto/return-code.ts';
import { teamFingerprint } from '../../protocol/crypto/team-fingerprint.ts';
import type { MessageId } from '../../protocol/ids.ts';
import { parsePin } from '../../protocol/team/pin.ts';
import type { AttachmentContent } from '../../protocol/talk/content.ts';
import { fillBaseline } from './baseline.ts';
import type { BlobAnswer, BlobAsk } from './blob-line.ts';
import type { Contact } from './contact.ts';
import { makeDesk } from './desk.ts';
import { nothingYet, type About, type Numbers } from './engine-messages.ts';
import { startExchange } from './exchange.ts';
import { fromHex } from './hex.ts';
import type { Language } from './i18n/texts.ts';
import { marksOf, type Marks } from './inbox.ts';
import type { Barrier, Kept } from './mirror.ts';
import { duplicatedTab, newTab, returnedTab } from './new-tab.ts';
import { compose, type Words } from './outbox.ts';
import type { State } from './state.ts';
import type { Store } from './store.ts';
import { holdSession } from './tab-lock.ts';
import { lastSilent, type Tab } from './tab.ts';
import { tooLongBy } from './text-limit.ts';
import { readTypedCode, type CodeFault } from './typed-code.ts';

/** What a message says of its file. */
export type Attachment = Omit<AttachmentContent, 'type' | 'alias'>;

/** What an engine can be asked to do, in whichever thread it is. Arguments and answers can be cloned. */
export interface Verbs {
  /** Durable and on its way when it answers true; false when there is nothing to send or it is too long. */
  readonly write: (text: string, topics?: readonly number[]) => Promise<boolean>;
  /** A person has had these messages of the team on screen; the team is told. */
  readonly seen: (mids: readonly MessageId[]) => void;
  readonly rate: (stars: number, comment: string) => Promise<void>;
  /** Tells the team how to reach the reporter, in place of what it was told before; `noContact` takes it back. */
  readonly share: (contact: Contact) => Promise<void>;
  /** Asks the team to repeat what was said before this tab came back by code. */
  readonly askEarlier: () => Promise<void>;
  /**
   * Asks the team to erase everything, then the relay to forget the mailbox. It goes on by itself over
   * cuts and reloads, and `state().erased` says when both are done; this browser is cleared only then.
   */
  readonly erase: () => Promise<void>;
  /** Comes back to the conversation of this return code; answers what is wrong with it, or null. */
  readonly comeBack: (typed: string) => Promise<CodeFault | null>;
  /** Writes the message for a file that is whole at the relay; durable when it resolves. */
  readonly attach: (file: Attachment) => Promise<void>;
  /** One frame to the relay's blobs, and its answer (PROTOCOL §5). Waits for a connection. */
  readonly blob: (ask: BlobAsk) => Promise<BlobAnswer>;
  readonly codeKept: () => void;
  readonly offerAgain: (mid: MessageId) => void;
  readonly typing: () => void;
  readonly takeBack: () => void;
  readonly retry: () => void;
  readonly probe: () => void;
  /** The browser says whether there is a network at all. */
  readonly network: (up: boolean) => void;
  readonly speak: (language: Language) => void;
  readonly misplaced: () => void;
}

/** Everything the screen may ask for (remote-engine.ts). */
export interface Engine extends Omit<Verbs, 'speak'> {
  readonly state: () => State;
  readonly onChange: (listener: () => void) => () => void;
  /** What is wrong with the team's chains, by message. */
  readonly marks: () => Marks;
  /** The return code as people write it; '' until there is one. */
  readonly code: () => string;
  readonly numbers: () => Numbers;
  /** Whether this device keeps the code of this very conversation. */
  readonly remembered: () => boolean;
  /** Lets this device keep the code, or forget it; answers whether it keeps it now. */
  readonly remember: (wanted: boolean) => boolean;
  /** `keep`: chosen by the reporter, so it outlasts this page. */
  readonly speak: (language: Language, keep: boolean) => void;
  readonly draft: () => string;
  readonly saveDraft: (draft: string) => void;
  /** What is kept of a file on its way (widget/files), as text; '' is nothing. */
  readonly upload: () => string;
  readonly saveUpload: (upload: string) => void;
  /** Forgets everything in this browser, and keeps nothing new until `anew`. */
  readonly clear: () => void;
  /** After `clear`: a new conversation may begin. */
  readonly anew: () => void;
  /** Falls silent, and gives away what is kept here: the conversation goes on elsewhere. What this device remembers stays. */
  readonly handOver: () => Kept;
  /** Goes on with what came back; with nothing a new conversation may begin. */
  readonly takeOver: (kept: Kept | null) => void;
  /** Forgets everything and falls silent: quick exit. */
  readonly leave: () => void;
}

/** The engine itself, which engine-host.ts puts behind a port. */
export interface Core extends Verbs {
  readonly state: () => State;
  readonly onChange: (listener: () => void) => () => void;
  readonly about: () => About;
  /** The browser did not keep the tab: the reporter is told. */
  readonly refused: () => void;
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

/**
 * Starts a frame's work: takes up the tab as it was left and dials the relay. What goes to the relay goes
 * through `afterWrites`. Throws for a pin that is none.
 */
export function startEngine(settings: EngineSettings, store: Store, afterWrites: Barrier): Core {
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
    afterWrites,
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
    await ready;
    if (desk.state().tab === null) begin(newTab(pin.team));
    const { tab, team, face } = desk.state();
    const keys = desk.keys();
    if (tab === null || keys === null) return;
    const docSeq = team.status === 'verified' ? team.team.document.seq : 0;
    const at = { now: Date.now(), docSeq, consent: face.privacyVersion };
    desk.tell({ type: 'tab', tab: compose(tab, keys, words, at) });
    exchange.go();
  }

  /** Who taps twice asks once. */
  async function sendOnce(type: 'resume' | 'erase'): Promise<void> {
    const { tab } = desk.state();
    if (tab !== null && lastSilent(tab, type) === undefined) await send({ type });
  }

  /** A frame that stands where it must not stays silent. */
  const redial = (): void => {
    if (!desk.state().misplaced) exchange.redial();
  };

  return {
    state: desk.state,
    onChange: desk.onChange,
    about: () => {
      const { tab } = desk.state();
      const team = teamFingerprint(pin);
      const keys = desk.keys();
      if (tab === null || keys === null) return { ...nothingYet, numbers: { team, talk: '' } };
      return {
        marks: marksOf(tab),
        code: formatReturnCode(fromHex(tab.code)),
        numbers: { team, talk: codeFingerprint(keys.reporter.box.publicKey) },
      };
    },
    refused: () => desk.tell({ type: 'storage', storage: 'refused' }),
    write: async (text, topics = []) => {
      const trimmed = text.trim();
      if (trimmed === '' || tooLongBy(trimmed) > 0) return false;
      await send({ type: 'text', text: trimmed, lang: desk.state().language, topics });
      return true;
    },
    seen: (mids) => {
      const { tab } = desk.state();
      desk.tell({ type: 'seen', mids });
      if (desk.state().tab !== tab) exchange.whisper('receipt');
    },
    attach: (file) => send({ type: 'attachment', ...file }),
    blob: async (ask) => {
      await ready;
      // A file may be the first thing somebody has to say; without a mailbox the relay takes none.
      if (desk.state().tab === null) begin(newTab(pin.team));
      exchange.go();
      return exchange.blob(ask);
    },
    rate: (stars, comment) => send({ type: 'rating', stars, comment }),
    share: (contact) => send({ type: 'contact', contact }),
    askEarlier: () => sendOnce('resume'),
    erase: () => sendOnce('erase'),
    comeBack: async (typed) => {
      const read = readTypedCode(typed);
      if (read.problem !== 'none') return read;
      begin(returnedTab(pin.team, read.code, Date.now()));
      exchange.go();
      return null;
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
    network: exchange.network,
    speak: (language) => {
      desk.tell({ type: 'language', language });
      const { face, team } = desk.state();
      if (team.status === 'verified') store.saveWays(face.ways);
    },
    misplaced: () => {
      desk.tell({ type: 'misplaced' });
      exchange.rest();
    },
    stop: exchange.stop,
  };
}
