/** What of a Storage is needed; a browser may refuse each of these by throwing. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** A storage one cannot take from: only the page does that. */
export type OpenShelf = Pick<Shelf, 'getItem' | 'setItem'>;

/** Everything of ours that may stand in this browser: all in sessionStorage but for `known` and `code`. */
export const names = {
  tab: 'sc1:tab',
  draft: 'sc1:draft',
  upload: 'sc1:upload',
  language: 'sc1:language',
  teamLanguage: 'sc1:team-language',
  sound: 'sc1:sound',
  ctr: 'sc1:ctr',
  ways: 'sc1:ways',
  known: 'sc1:team',
  /** The return code, where the reporter wants this device to remember it. */
  code: 'sc1:code',
} as const;

/** The item, or null, also where the browser refuses to say. */
export function read(shelf: OpenShelf | null, name: string): string | null {
  try {
    return shelf?.getItem(name) ?? null;
  } catch {
    return null;
  }
}

/** Whether the browser keeps it. */
export function write(shelf: OpenShelf | null, name: string, value: string): boolean {
  try {
    shelf?.setItem(name, value);
    return shelf !== null;
  } catch {
    return false;
  }
}

export function remove(shelf: Shelf | null, name: string): void {
  try {
    shelf?.removeItem(name);
  } catch {
    // Nothing could be kept here, so nothing is left.
  }
}

/** Our own words from our own origin: a shape that does not parse counts as absent. */
export function parse<T>(text: string | null): T | null {
  if (text === null) return null;
  try {
    return JSON.parse(text) as T;
  } catch {
    return null;
  }
}
