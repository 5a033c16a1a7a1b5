import { languageOf, type Language } from './i18n/texts.ts';
import type { Kept, Write } from './mirror.ts';
import { names, read, remove, write, type Shelf } from './shelf.ts';
import { readTab, type Tab } from './tab.ts';

/**
 * widget/app: the only place that touches sessionStorage and localStorage.
 *
 * It keeps the draft and the languages for the page itself, and makes the changes the engine asks for.
 */
export interface PageStore {
  /** The tab as it was left, or null: what can be shown before the engine is here. */
  readonly tab: (team: string) => Tab | null;
  readonly draft: () => string;
  readonly saveDraft: (draft: string) => void;
  /** What is kept of a file on its way, so that it can go on after a reload. */
  readonly upload: () => string;
  readonly saveUpload: (upload: string) => void;
  readonly language: () => Language | null;
  readonly saveLanguage: (language: Language) => void;
  /** What the team's document asked for last, so that the next page of the site need not wait for it. */
  readonly teamLanguage: () => Language | null;
  readonly saveTeamLanguage: (language: Language) => void;
  /** Whether the reporter wants to hear new messages, for as long as this tab lives. */
  readonly sound: () => boolean;
  readonly saveSound: (on: boolean) => void;
  /** The return code this device was asked to remember for this team, '' when it was not. */
  readonly code: (team: string) => string;
  /** '' forgets it. Answers whether it is kept. */
  readonly saveCode: (team: string, code: string) => boolean;
  /** What the engine begins with. */
  readonly handOver: () => Kept;
  /** Makes a change the engine asks for. Durable when it answers true; false when the browser refuses. */
  readonly keep: (change: Write) => boolean;
  /** All of it, to go on in another window; and there it is put down. */
  readonly everything: () => Kept;
  readonly putAll: (kept: Kept) => void;
  /** Takes away what belongs to this tab. What this device remembers stays. */
  readonly clearTab: () => void;
  /** Leaves no trace of ours in this browser. */
  readonly clear: () => void;
  /** The same, and nothing is kept from now on: what was still on its way comes too late. */
  readonly end: () => void;
}

const { known, code: remembered, ...others } = names;
const ofTab = Object.values(others);

/**
 * A store over the two storages; `null` where the browser does not even hand one out. `lent`: a window of its
 * own has all this from its frame, and what the device remembers must not outlive it here: it lies in `session`.
 */
export function makePageStore(
  session: Shelf | null,
  device: Shelf | null,
  lent = false,
): PageStore {
  const local = lent ? session : device;
  let over = false;
  /** The draft, for a browser that keeps nothing: it lives as long as the page. */
  let unkept = '';
  const keep = (shelf: Shelf | null, name: string, value: string): boolean =>
    !over && write(shelf, name, value);
  const clearTab = (): void => {
    unkept = '';
    for (const name of ofTab) remove(session, name);
  };
  const forget = (shelf: Shelf | null): void => {
    remove(shelf, known);
    remove(shelf, remembered);
  };
  const clear = (): void => {
    clearTab();
    forget(local);
    forget(device);
  };
  const saveOrRemove = (name: string, value: string): void => {
    if (value === '') remove(session, name);
    else keep(session, name, value);
  };
  return {
    tab: (team) => readTab(read(session, names.tab), team),
    draft: () => read(session, names.draft) ?? unkept,
    saveDraft: (draft) => {
      unkept = over ? '' : draft;
      saveOrRemove(names.draft, draft);
    },
    upload: () => read(session, names.upload) ?? '',
    saveUpload: (upload) => saveOrRemove(names.upload, upload),
    language: () => languageOf(read(session, names.language) ?? ''),
    saveLanguage: (language) => void keep(session, names.language, language),
    teamLanguage: () => languageOf(read(session, names.teamLanguage) ?? ''),
    saveTeamLanguage: (language) => void keep(session, names.teamLanguage, language),
    sound: () => read(session, names.sound) === 'on',
    saveSound: (on) => {
      if (on) keep(session, names.sound, 'on');
      else remove(session, names.sound);
    },
    code: (team) => {
      const [of, code] = (read(local, names.code) ?? '').split(' ');
      return of === team ? (code ?? '') : '';
    },
    saveCode: (team, code) => {
      remove(local, names.code);
      return code !== '' && keep(local, names.code, `${team} ${code}`);
    },
    handOver: () => ({
      session: itemsOf(session, [names.tab, names.ctr, names.ways]),
      local: itemsOf(local, [names.known]),
    }),
    everything: () => ({
      session: itemsOf(session, ofTab),
      local: itemsOf(local, [known, remembered]),
    }),
    putAll: (kept) => {
      clearTab();
      forget(local);
      for (const [name, value] of Object.entries(kept.session ?? {})) keep(session, name, value);
      for (const [name, value] of Object.entries(kept.local ?? {})) keep(local, name, value);
    },
    keep: ({ shelf, name, value }) => keep(shelf === 'session' ? session : local, name, value),
    clearTab,
    clear,
    end: () => {
      over = true;
      clear();
    },
  };
}

function itemsOf(shelf: Shelf | null, wanted: readonly string[]): Kept['session'] {
  if (shelf === null) return null;
  return Object.fromEntries(
    wanted.flatMap((name) => {
      const value = read(shelf, name);
      return value === null ? [] : [[name, value]];
    }),
  );
}

/** The browser's storages. Reading the property alone may throw where storage is forbidden. */
export function browserStore(lent = false): PageStore {
  return makePageStore(
    handedOut(() => sessionStorage),
    handedOut(() => localStorage),
    lent,
  );
}

function handedOut(get: () => Storage): Shelf | null {
  try {
    return get();
  } catch {
    return null;
  }
}
