import { kindOfName } from './named.ts';
import type { RemovedKind, Tally } from './removed.ts';
import { latin1, viewOf } from './view-of.ts';

/** Counts the frames of an ID3v2 tag by kind. Throws nothing: what it cannot read counts as one. */
export function countId3(tag: Uint8Array, tally: Tally): void {
  const version = tag[3] ?? 0;
  const [idBytes, head] = version === 2 ? [3, 6] : [4, 10];
  let at = 10;
  let counted = 0;
  while (at + head <= tag.length && counted < MAX_FRAMES) {
    const id = latin1(tag.subarray(at, at + idBytes));
    if (!/^[A-Z0-9]+$/.test(id)) break;
    tally.add(frameKinds[id] ?? kindOfFrame(id));
    counted += 1;
    at += head + frameBytes(tag.subarray(at + idBytes, at + head), version);
  }
  if (counted === 0) tally.add('other');
}

const MAX_FRAMES = 1000;

function frameBytes([a = 0, b = 0, c = 0, d = 0]: Uint8Array, version: number): number {
  if (version === 2) return (a << 16) | (b << 8) | c;
  if (version === 4) return (a << 21) | (b << 14) | (c << 7) | d;
  return a * 2 ** 24 + ((b << 16) | (c << 8) | d);
}

const frameKinds: Readonly<Record<string, RemovedKind>> = {
  APIC: 'thumbnail',
  PIC: 'thumbnail',
  COMM: 'comment',
  COM: 'comment',
  USLT: 'comment',
  ULT: 'comment',
  TSSE: 'software',
  TSS: 'software',
  TENC: 'software',
  TEN: 'software',
  TDAT: 'time',
  TIME: 'time',
  TYER: 'time',
  TYE: 'time',
  TRDA: 'time',
};

function kindOfFrame(id: string): RemovedKind {
  if (id.startsWith('TD')) return 'time';
  if (/^(T[PICOAREK]|TXT|TEXT|IPL|TIPL|TMCL)/.test(id)) return 'author';
  return 'other';
}

/** Counts the comments of Vorbis, Opus and FLAC: `NAME=value` behind the name of the program. */
export function countVorbis(block: Uint8Array, tally: Tally): void {
  const view = viewOf(block);
  const vendor = view.u32(0, true);
  if (vendor > 0) tally.add('software');
  let at = 4 + vendor;
  const comments = Math.min(view.u32(at, true), MAX_FRAMES);
  at += 4;
  for (let n = 0; n < comments; n += 1) {
    const length = view.u32(at, true);
    const [name = ''] = view.text(at + 4, Math.min(length, 64)).split('=');
    tally.add(kindOfName(name));
    at += 4 + length;
  }
}
