/**
 * Checks an exported audit log without the app and without any library.
 *
 * `node tools/verify-audit.ts FILE [CHAIN VALUE | COLLEAGUE'S FILE]`. Says `sound` and exits 0, or `broken
 * at N` and exits 1; 2 when there is nothing to check. A chain value that was seen before (the last line
 * of an earlier export has one) must occur in the file, and so must every state of this log that a colleague's
 * device has kept in its own: otherwise the log was cut or written anew. The colleague's file is exported first and
 * FILE after it: a state that was kept after FILE was exported proves nothing yet; that is said, and exits 3. What is
 * checked stands in docs/decisions/0016-audit-and-retention.md and 0048-heads-of-logs-among-colleagues.md.
 */
import { existsSync, readFileSync } from 'node:fs';
import {
  HEX32,
  holds,
  isObject,
  sha512,
  short,
  signerOf,
  type Fields,
  type Signer,
} from './device-signature.ts';

export type Verdict =
  | {
      readonly sound: true;
      readonly device: string;
      readonly events: number;
      readonly first: number;
      readonly last: number;
      readonly head: string;
      readonly acts: ReadonlyMap<string, number>;
      /** When the head at its end was signed. */
      readonly signedAt: number;
      /** States of this log that the colleague's device has kept, as far as this log goes back. */
      readonly kept: number;
      /** More of them, of places this file does not reach, that were kept after it was exported. */
      readonly newer: number;
    }
  | { readonly sound: false; readonly at: string; readonly why: string };

interface Head {
  readonly seq: number;
  readonly chain: string;
}

const ABOUT = /^[0-9a-f]{1,128}$/;
const ACT = /^[a-z-]{1,64}$/;
const START: Head = { seq: 0, chain: '0'.repeat(64) };

/** What a colleague's device kept, and when by its own clock. */
interface Kept extends Head {
  readonly at: number;
}

/** So far the clocks of two devices may be apart. */
const CLOCKS_APART_MS = 3_600_000;

class Broken extends Error {
  readonly at: string;
  constructor(at: string, why: string) {
    super(why);
    this.at = at;
  }
}

/** What an exported log must agree with. */
interface Against {
  /** A chain value that must occur in it. */
  readonly known?: string | null;
  /** The exported log of a colleague's device. */
  readonly colleague?: string | null;
}

/** Reads the text of an exported log. */
export function checkLog(text: string, against: Against = {}): Verdict {
  try {
    return follow(text, against);
  } catch (error) {
    if (error instanceof Broken) return { sound: false, at: error.at, why: error.message };
    throw error;
  }
}

function follow(text: string, { known = null, colleague = null }: Against): Verdict {
  const lines = text.split('\n');
  if (lines.pop() !== '') throw new Broken('the end', 'the last line is not whole');
  const [top, end] = [lines.shift(), lines.pop()];
  if (top === undefined || end === undefined) throw new Broken('the end', 'no signed head');
  const { signer, cut } = readTop(top);
  const { device } = signer;
  let head: Head = START;
  if (cut !== null) head = checkHead('the first line', cut, signer);
  const seen = new Map([[head.seq, head.chain]]);
  const first = head.seq + 1;
  const acts = new Map<string, number>();
  for (const line of lines) {
    const { act, next } = readEvent(line, head, device);
    head = next;
    seen.set(head.seq, head.chain);
    acts.set(act, (acts.get(act) ?? 0) + 1);
  }
  const signedAt = checkEnd(end, head, signer);
  if (known !== null && ![...seen.values()].includes(known)) {
    throw new Broken('the end', 'the known chain value does not occur: cut, or written anew');
  }
  const theirs = colleague === null ? [] : keptOf(device, colleague);
  // What was before the cut went by its period.
  const kept = theirs.filter(({ seq }) => seq >= first - 1);
  const last = head.seq;
  const newer = kept.filter(({ seq, at }) => seq > last && at + CLOCKS_APART_MS > signedAt);
  for (const one of kept) {
    if (seen.get(one.seq) === one.chain || newer.includes(one)) continue;
    throw new Broken(
      String(one.seq),
      'a colleague’s device has kept another state: cut, or written anew',
    );
  }
  return {
    sound: true,
    device,
    events: last - first + 1,
    first,
    last,
    head: head.chain,
    acts,
    signedAt,
    kept: kept.length - newer.length,
    newer: newer.length,
  };
}

/** What a colleague's log says of this device's: `head-kept`, about device id 16 ‖ chain value 32, with the place as count. */
function keptOf(device: string, text: string): readonly Kept[] {
  const verdict = checkLog(text);
  const at = 'the colleague’s file';
  if (!verdict.sound) throw new Broken(at, `at ${verdict.at}: ${verdict.why}`);
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => parse(line, at))
    .flatMap(({ act, about, count, at: when }) =>
      act === 'head-kept' && typeof about === 'string' && about.startsWith(device)
        ? [{ seq: Number(count), chain: about.slice(device.length), at: Number(when) }]
        : [],
    );
}

function readTop(line: string): { readonly signer: Signer; readonly cut: Fields | null } {
  const at = 'the first line';
  const { format, version, device, keys, cut } = parse(line, at);
  if (format !== 'beistand-audit' || version !== 1)
    throw new Broken(at, 'not an audit log of version 1');
  const signer = signerOf(keys);
  if (signer === null) throw new Broken(at, 'not in the fixed form');
  if (signer.device !== device) throw new Broken(at, 'the device is not the one of these keys');
  const signed = cut === null ? null : isObject(cut) ? cut : {};
  const form = {
    format,
    version,
    device,
    keys: signer.keys,
    cut: signed && headForm(signed),
  };
  if (line !== JSON.stringify(form)) throw new Broken(at, 'not in the fixed form');
  return { signer, cut: signed };
}

function readEvent(
  line: string,
  before: Head,
  device: string,
): { readonly act: string; readonly next: Head } {
  const at = String(before.seq + 1);
  const { seq, at: when, act, by, about, count, chain } = parse(line, at);
  if (line !== JSON.stringify({ seq, at: when, act, by, about, count, chain })) {
    throw new Broken(at, 'not in the fixed form');
  }
  if (seq !== before.seq + 1) throw new Broken(at, 'an event is missing or out of its place');
  if (by !== device) throw new Broken(at, 'an event of another device');
  if (typeof act !== 'string' || !ACT.test(act)) throw new Broken(at, 'no act');
  const bytes = Buffer.concat([
    Buffer.of(1),
    u64(seq, at),
    u64(when, at),
    short(Buffer.from(act)),
    Buffer.from(device, 'hex'),
    short(Buffer.from(about === null ? '' : hex(about, ABOUT, at))),
    count === null ? Buffer.of(0) : Buffer.concat([Buffer.of(1), u64(count, at)]),
  ]);
  const value = sha512('sc1/audit', Buffer.from(before.chain, 'hex'), bytes).toString('hex', 0, 32);
  if (value !== chain) throw new Broken(at, 'does not follow from the one before');
  return { act, next: { seq: before.seq + 1, chain: value } };
}

/** When it was signed. */
function checkEnd(line: string, head: Head, signer: Signer): number {
  const at = 'the end';
  const fields = parse(line, at);
  if (line !== JSON.stringify(headForm(fields))) throw new Broken(at, 'no signed head');
  const signed = checkHead(at, fields, signer);
  if (signed.seq !== head.seq || signed.chain !== head.chain) {
    throw new Broken(String(Math.min(head.seq, signed.seq) + 1), 'the signed head is another one');
  }
  return Number(fields['at']);
}

const headForm = ({ seq, head, at, signature }: Fields): Fields => ({ seq, head, at, signature });

function checkHead(at: string, fields: Fields, signer: Signer): Head {
  const chain = hex(fields['head'], HEX32, at);
  const body = Buffer.concat([
    Buffer.from('SCH1'),
    Buffer.of(1),
    Buffer.from(signer.device, 'hex'),
    u64(fields['seq'], at),
    Buffer.from(chain, 'hex'),
    u64(fields['at'], at),
  ]);
  if (!holds(signer, 'sc1/head', body, fields['signature'])) {
    throw new Broken(at, 'the signature does not hold');
  }
  return { seq: Number(fields['seq']), chain };
}

function parse(line: string, at: string): Fields {
  try {
    const value: unknown = JSON.parse(line);
    if (isObject(value)) return value;
  } catch {
    // Not JSON: said below.
  }
  throw new Broken(at, 'not a line of an audit log');
}

function hex(value: unknown, shape: RegExp, at: string): string {
  if (typeof value === 'string' && shape.test(value)) return value;
  throw new Broken(at, 'not in the fixed form');
}

function u64(value: unknown, at: string): Buffer {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
    throw new Broken(at, 'not in the fixed form');
  }
  const field = Buffer.alloc(8);
  field.writeBigUInt64BE(BigInt(value));
  return field;
}

function main([file, other]: readonly string[]): number {
  if (file === undefined || (other !== undefined && !HEX32.test(other) && !existsSync(other))) {
    process.stderr.write(
      "usage: node tools/verify-audit.ts FILE [CHAIN VALUE | COLLEAGUE'S FILE]\n" +
        "Export the colleague's file first, and FILE after it.\n",
    );
    return 2;
  }
  const against =
    other === undefined || HEX32.test(other)
      ? { known: other ?? null }
      : { colleague: readFileSync(other, 'utf8') };
  const verdict = checkLog(readFileSync(file, 'utf8'), against);
  if (!verdict.sound) {
    process.stdout.write(`broken at ${verdict.at}: ${verdict.why}\n`);
    return 1;
  }
  const { device, events, first, last, head, acts, kept, newer } = verdict;
  process.stdout.write(`sound: ${events} events, ${first} to ${last}, of device ${device}\n`);
  for (const [act, count] of [...acts].toSorted(([a], [b]) => a.localeCompare(b))) {
    process.stdout.write(`${String(count).padStart(8)} ${act}\n`);
  }
  if ('colleague' in against) {
    process.stdout.write(`the colleague's device has kept ${kept} states of it, and they fit\n`);
  }
  process.stdout.write(`head: ${head}\n`);
  if (newer === 0) return 0;
  process.stdout.write(
    `not compared: ${newer} states that the colleague's device has kept since, beyond ${last}. ` +
      'Export this log anew, after the colleague’s, and check again; one that does not reach them then was cut\n',
  );
  return 3;
}

if (import.meta.main) process.exitCode = main(process.argv.slice(2));
