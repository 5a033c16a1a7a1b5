import { MAX_FILE_NAME } from '../../protocol/limits.ts';
import type { FileTexts } from './i18n/words.ts';

const endings: Readonly<Record<string, string>> = {
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'image/webp': '.webp',
  'image/gif': '.gif',
  'image/heic': '.heic',
  'image/avif': '.avif',
  'video/mp4': '.mp4',
  'video/quicktime': '.mov',
  'video/3gpp': '.3gp',
  'audio/mp4': '.m4a',
  'audio/mpeg': '.mp3',
  'audio/wav': '.wav',
  'audio/ogg': '.ogg',
  'audio/flac': '.flac',
  'application/pdf': '.pdf',
};

/** A name that says nothing: what it is, in the reporter's language, and which one in this conversation. */
export function neutralName(media: string, n: number, t: FileTexts): string {
  const [kind = ''] = media.split('/');
  const words: Readonly<Record<string, (n: number) => string>> = {
    image: t.nameImage,
    video: t.nameFilm,
    audio: t.nameSound,
  };
  const word = words[kind] ?? (media === 'application/pdf' ? t.nameDocument : t.nameFile);
  return `${word(n)}${endings[media] ?? ''}`;
}

/** A name as its owner gave it: one line, of a length that fits, without signs that turn it around. */
export function ownName(name: string): string {
  const plain = name.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}/\\]/gu, ' ').trim();
  const signs = Array.from(plain);
  if (signs.length <= MAX_FILE_NAME) return plain;
  const ending = Array.from(/\.\w{1,8}$/.exec(plain)?.[0] ?? '');
  return [...signs.slice(0, MAX_FILE_NAME - ending.length), ...ending].join('');
}
