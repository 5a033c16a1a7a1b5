/**
 * widget: the only words host page and chat frame exchange (ARCHITECTURE, Origins).
 *
 * None of them carries anything a reporter wrote. Each side checks origin and source first; then one
 * parser here turns the rest into a message or into null.
 */

/** The panel is on screen. `team` is the snippet's pin: it must equal the frame's own, or the frame refuses. */
export interface OpenMessage {
  readonly type: 'open';
  readonly team: string;
  /** The snippet's own `data-lang`, '' when it has none: it goes before what the team's document says. */
  readonly lang: string;
  /** The launcher's language. */
  readonly language: string;
  readonly narrow: boolean;
}

/** What the loader says to the frame. */
export type HostMessage =
  | OpenMessage
  /** The panel was put away; nothing is cleared. */
  | { readonly type: 'close' }
  /** The page asked for another language while the chat is loaded; it counts as the snippet's. */
  | { readonly type: 'language'; readonly language: string }
  /** Quick exit was asked for on the page: clear, then answer `leave`. */
  | { readonly type: 'leave' };

/** What the frame says to the loader. */
export type FrameMessage =
  /** So many of the team's messages came behind a closed panel; opening it makes them none. */
  | { readonly type: 'unread'; readonly n: number }
  | { readonly type: 'close' }
  /** How tall a sheet on a narrow screen should be; 0 = all there is. */
  | { readonly type: 'height'; readonly px: number }
  /** The reporter chose a language; the launcher's label follows. */
  | { readonly type: 'language'; readonly language: string }
  /** Everything in the frame is cleared: replace the page. */
  | { readonly type: 'leave' };

/** Marks our messages among everything else a page may post. */
export const MARK = 'beistand';

/** The fields of whatever was posted; `Object()` gives none for what is no object. */
type Fields = Readonly<Record<string, unknown>>;

/** What the loader said, or null. Call it only after the origin check. */
export function readHostMessage(raw: unknown): HostMessage | null {
  const { mark, type, team, lang, language, narrow } = Object(raw) as Fields;
  if (mark !== MARK) return null;
  if (type === 'close' || type === 'leave') return { type };
  if (type === 'language' && typeof language === 'string') return { type, language };
  if (type !== 'open' || typeof team !== 'string' || typeof language !== 'string') return null;
  return {
    type,
    team,
    lang: typeof lang === 'string' ? lang : '',
    language,
    narrow: narrow === true,
  };
}

/** What the frame said, or null. Call it only after the origin check. */
export function readFrameMessage(raw: unknown): FrameMessage | null {
  const { mark, type, n, px, language } = Object(raw) as Fields;
  if (mark !== MARK) return null;
  if (type === 'close' || type === 'leave') return { type };
  if (type === 'unread' && typeof n === 'number') return { type, n };
  if (type === 'height' && typeof px === 'number') return { type, px };
  if (type === 'language' && typeof language === 'string') return { type, language };
  return null;
}
