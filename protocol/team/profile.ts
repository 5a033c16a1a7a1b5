import { utf8ToBytes } from '@noble/hashes/utils.js';
import { ProtocolError } from '../errors.ts';
import { MAX_BLOB_BYTES, MAX_PROFILE_ENTRIES, MAX_PROFILE_VALUE_BYTES } from '../limits.ts';
import { rising } from '../rising.ts';
import type { Reader, Writer } from '../wire/bytes.ts';

/**
 * One public text of the team. `lang` is '' for what has no language, such as a colour.
 *
 * Standard keys (PROTOCOL §2): `name`, `greeting`, `hours`, `hours.closed`, `hours.zone`, `hours.week`, `hours.off`,
 * `hours.holidays`, `hours.land`, `privacy`, `privacy.version`, `alias.<n>.name`, `alias.<n>.avatar`, `topic.<n>`, `channel.<n>.label`,
 * `channel.<n>.value`, `partner.<n>.name`,
 * `partner.<n>.about`, `partner.<n>.url`, `look.accent`, `look.radius`, `look.font`, `look.side`, `blob.max-bytes`.
 * A reader passes over keys it does not know. No staff name ever stands here.
 */
export interface ProfileEntry {
  readonly key: string;
  readonly lang: string;
  readonly value: string;
}

/** Sorted by key, then by language, each pair once. */
export type Profile = readonly ProfileEntry[];

/**
 * The text under `key` in `lang`, else in the language without its region, else in the first
 * fallback that has it, else the one without a language; undefined when there is none.
 */
export function profileText(
  profile: Profile,
  key: string,
  lang: string,
  fallbacks: readonly string[] = [],
): string | undefined {
  const wanted = [lang, ...fallbacks].flatMap((name) => [name, name.split('-')[0] ?? name]);
  const values = new Map(profile.filter((e) => e.key === key).map((e) => [e.lang, e.value]));
  const found = [...wanted, ''].find((name) => values.has(name));
  return found === undefined ? undefined : values.get(found);
}

/** The largest file a reporter sends; 0: the team takes none. A limit that is no number is none. */
export function maxFileBytes(profile: Profile): number {
  const said = profileText(profile, 'blob.max-bytes', '');
  if (said === undefined || !/^\d{1,12}$/.test(said)) return MAX_BLOB_BYTES;
  return Math.min(MAX_BLOB_BYTES, Number(said));
}

/** The largest file a device sends: no larger than what it takes, and a team that takes none may still send. */
export function maxSentBytes(profile: Profile): number {
  const most = maxFileBytes(profile);
  return most === 0 ? MAX_BLOB_BYTES : most;
}

/**
 * The numbers n for which `<prefix>.<n>` or `<prefix>.<n>.…` has an entry, rising: how many aliases,
 * topics or channels there are.
 */
export function profileNumbers(profile: Profile, prefix: string): readonly number[] {
  const lead = `${prefix}.`;
  const names = profile.filter((e) => e.key.startsWith(lead)).map((e) => e.key.slice(lead.length));
  const numbers = names.map((name) => name.split('.')[0] ?? '').filter((n) => NUMBER.test(n));
  return rising(new Set(numbers.map(Number)));
}

const NUMBER = /^(0|[1-9][0-9]{0,3})$/;

const KEY = /^[a-z0-9][a-z0-9.-]{0,63}$/;
const LANG = /^(|[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2})$/;

/** u16 count, then per entry u8 len‖key, u8 len‖lang, u16 len‖value. Sorts; refuses what no reader takes. */
export function writeProfile(writer: Writer, profile: Profile): void {
  const sorted = profile.toSorted(order);
  refuseDisorder(sorted);
  writer.u16(sorted.length);
  for (const entry of sorted) {
    checkEntry(entry);
    writer.shortText(entry.key).shortText(entry.lang).mediumText(entry.value);
  }
}

/** Reads what {@link writeProfile} wrote. Throws `bad-document` for any other order or a repeated key. */
export function readProfile(reader: Reader): Profile {
  const count = reader.u16('profile');
  if (count > MAX_PROFILE_ENTRIES) throw new ProtocolError('bad-document', 'profile');
  const profile = Array.from({ length: count }, () => readEntry(reader));
  refuseDisorder(profile);
  return profile;
}

function readEntry(reader: Reader): ProfileEntry {
  const entry = {
    key: reader.shortText('profile key'),
    lang: reader.shortText('profile language'),
    value: reader.mediumText('profile value'),
  };
  checkEntry(entry);
  return entry;
}

function checkEntry({ key, lang, value }: ProfileEntry): void {
  if (!KEY.test(key) || !LANG.test(lang)) throw new ProtocolError('bad-document', 'profile key');
  if (utf8ToBytes(value).length > MAX_PROFILE_VALUE_BYTES) {
    throw new ProtocolError('too-large', 'profile value');
  }
}

/** Keys and languages are ASCII, so comparing strings compares bytes. */
function order(a: ProfileEntry, b: ProfileEntry): number {
  if (a.key !== b.key) return a.key < b.key ? -1 : 1;
  if (a.lang !== b.lang) return a.lang < b.lang ? -1 : 1;
  return 0;
}

function refuseDisorder(profile: Profile): void {
  for (const [index, entry] of profile.entries()) {
    const next = profile[index + 1];
    if (next !== undefined && order(entry, next) >= 0) {
      throw new ProtocolError('bad-document', 'profile order');
    }
  }
}
