import type { KnownDocument } from '../../protocol/team/document.ts';
import { fromHex, toHex } from './hex.ts';
import type { Way } from './face.ts';
import { languageOf, type Language } from './i18n/texts.ts';
import type { Tab } from './tab.ts';

/**
 * widget/app: the only place that touches sessionStorage and localStorage.
 *
 * sessionStorage holds the tab, the draft and the languages until the tab ends or is cleared.
 * localStorage holds seq, hash and signer of the newest team document: nothing about any person.
 */
export interface Store {
  /** The tab as it was left, or null. Another team's, or one we cannot read, counts as none. */
  readonly tab: (team: string) => Tab | null;
  /** Durable when it answers true; false when the browser refuses to keep anything. */
  readonly saveTab: (tab: Tab) => boolean;
  readonly draft: () => string;
  readonly saveDraft: (draft: string) => void;
  readonly language: () => Language | null;
  readonly saveLanguage: (language: Language) => void;
  /** What the team's document asked for last, so that the next page of the site need not wait for it. */
  readonly teamLanguage: () => Language | null;
  readonly saveTeamLanguage: (language: Language) => void;
  /** Rises with each call, also across reloads: the counter of ephemerals. */
  readonly nextCtr: () => number;
  /** Other ways to the team, from the last document that was genuine. */
  readonly ways: () => readonly Way[];
  readonly saveWays: (ways: readonly Way[]) => void;
  readonly known: (pin: string) => KnownDocument | undefined;
  readonly saveKnown: (pin: string, known: KnownDocument) => void;
  /** Leaves no trace of ours in this browser. */
  readonly clear: () => void;
  /** The same, and nothing is kept from now on: what was still on its way comes too late. */
  readonly end: () => void;
}

const names = {
  tab: 'sc1:tab',
  draft: 'sc1:draft',
  language: 'sc1:language',
  teamLanguage: 'sc1:team-language',
  ctr: 'sc1:ctr',
  ways: 'sc1:ways',
  known: 'sc1:team',
} as const;

/** What of a Storage is needed; a browser may refuse each of these by throwing. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** A store over the two storages; `null` where the browser does not even hand one out. */
export function makeStore(session: Shelf | null, local: Shelf | null): Store {
  let ctr = Number(read(session, names.ctr) ?? 0) || 0;
  let over = false;
  const keep = (shelf_: Shelf | null, name: string, value: string): boolean =>
    !over && write(shelf_, name, value);
  return {
    tab: (team) => {
      const tab = parse<Tab>(read(session, names.tab));
      return tab?.v === 1 && tab.team === team ? tab : null;
    },
    saveTab: (tab) => keep(session, names.tab, JSON.stringify(tab)),
    draft: () => read(session, names.draft) ?? '',
    saveDraft: (draft) => {
      if (draft === '') remove(session, names.draft);
      else keep(session, names.draft, draft);
    },
    language: () => languageOf(read(session, names.language) ?? ''),
    saveLanguage: (language) => void keep(session, names.language, language),
    teamLanguage: () => languageOf(read(session, names.teamLanguage) ?? ''),
    saveTeamLanguage: (language) => void keep(session, names.teamLanguage, language),
    nextCtr: () => {
      ctr += 1;
      keep(session, names.ctr, String(ctr));
      return ctr;
    },
    ways: () => parse<readonly Way[]>(read(session, names.ways)) ?? [],
    saveWays: (ways) => void keep(session, names.ways, JSON.stringify(ways)),
    known: (pin) => readKnown(local, pin),
    saveKnown: (pin, { seq, issued, hash, signer, next }) => {
      const kept: KeptDocument = {
        pin,
        seq,
        issued,
        hash: toHex(hash),
        signer: toHex(signer),
        next: toHex(next),
      };
      keep(local, names.known, JSON.stringify(kept));
    },
    clear: () => {
      wipe(session, local);
      ctr = 0;
    },
    end: () => {
      over = true;
      wipe(session, local);
    },
  };
}

function readKnown(local: Shelf | null, pin: string): KnownDocument | undefined {
  const kept = parse<KeptDocument>(read(local, names.known));
  if (kept?.pin !== pin) return undefined;
  const { seq, issued } = kept;
  const [hash, signer, next] = [kept.hash, kept.signer, kept.next].map(fromHex);
  return hash && signer && next ? { seq, issued, hash, signer, next } : undefined;
}

function wipe(session: Shelf | null, local: Shelf | null): void {
  for (const name of Object.values(names)) remove(session, name);
  remove(local, names.known);
}

interface KeptDocument {
  readonly pin: string;
  readonly seq: number;
  readonly issued: number;
  readonly hash: string;
  readonly signer: string;
  readonly next: string;
}

/** The browser's storages. Reading the property alone may throw where storage is forbidden. */
export function browserStore(): Store {
  return makeStore(
    shelf(() => sessionStorage),
    shelf(() => localStorage),
  );
}

function shelf(get: () => Storage): Shelf | null {
  try {
    return get();
  } catch {
    return null;
  }
}

function read(shelf_: Shelf | null, name: string): string | null {
  try {
    return shelf_?.getItem(name) ?? null;
  } catch {
    return null;
  }
}

function write(shelf_: Shelf | null, name: string, value: string): boolean {
  try {
    shelf_?.setItem(name, value);
    return shelf_ !== null;
  } catch {
    return false;
  }
}

function remove(shelf_: Shelf | null, name: string): void {
  try {
    shelf_?.removeItem(name);
  } catch {
    // Nothing could be kept here, so nothing is left.
  }
}

/** Our own words from our own origin: a shape that does not parse counts as absent. */
function parse<T>(text: string | null): T | null {
  if (text === null) return null;
  try {
    return JSON.parse(text) as T;
  } catch {
    return null;
  }
}
