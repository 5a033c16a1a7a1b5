// Room: ui/features/profile. What the preview's page says, checked as what comes from any other page is.
import { CHAT_LANGUAGES, type ChatLanguage } from '../../../../contract/profile.ts';
import type { Loader } from '../../app/state/profile.ts';

/** Marks our messages and those of the preview (widget/preview). */
export const PREVIEW_MARK = 'beistand-preview';

type PreviewSays =
  | { readonly type: 'ready'; readonly loader: Loader }
  | { readonly type: 'language'; readonly language: ChatLanguage };

type Fields = Readonly<Record<string, unknown>>;

/** Null for whatever is none of it. */
export function readPreview(raw: unknown): PreviewSays | null {
  const { mark, type, language: tag, loader } = Object(raw) as Fields;
  if (mark !== PREVIEW_MARK) return null;
  const language = CHAT_LANGUAGES.find((one) => one === tag);
  if (type === 'language' && language !== undefined) return { type, language };
  const { path, integrity } = Object(loader) as Fields;
  if (type !== 'ready' || typeof path !== 'string' || typeof integrity !== 'string') return null;
  if (!/^\/l\/[\w-]+\.js$/.test(path) || !INTEGRITY.test(integrity)) return null;
  return { type, loader: { path, integrity } };
}

/** An SRI value as the build writes it. */
export const INTEGRITY = /^sha384-[A-Za-z0-9+/]{64}$/;
