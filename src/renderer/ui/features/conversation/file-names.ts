// Room: ui/features/conversation. What a file is called for the person who gets it: a neutral word and its ending.
import { FILE_NAME_LIMIT } from '../../../../contract/talk.ts';

const endings: Readonly<Record<string, string>> = {
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'image/webp': '.webp',
  'application/pdf': '.pdf',
};

export type FileWord = 'picture' | 'document' | 'file';

/** Which word names what a file is by its bytes. */
export function wordFor(media: string): FileWord {
  if (media.startsWith('image/')) return 'picture';
  return media === 'application/pdf' ? 'document' : 'file';
}

/** What the bytes do not say, the picked file's own ending does: the name is for reading, and nothing is opened by it. */
export const endingOf = (media: string, picked: string): string =>
  endings[media] ?? /\.[a-z0-9]{1,8}$/iu.exec(picked)?.[0] ?? '';

export const isName = (name: string): boolean =>
  name.trim() !== '' && Array.from(name.trim()).length <= FILE_NAME_LIMIT;
