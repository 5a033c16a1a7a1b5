/** Vault, backup: the settings that go along, and the reminder's own. */
import * as v from 'valibot';
import { readRules } from '../retention/rules.ts';
import { rowIdOf } from '../store/sealed-row.ts';
import type { Change } from '../store/vault-store.ts';
import { readKeptReplies, readKeptViews } from '../workplace/schemas.ts';
import { MAX_REMIND_DAYS, REMIND_DAYS } from './limits.ts';
import type { BackupParts } from './parts.ts';

type Parts = Pick<BackupParts, 'store' | 'buckets' | 'nameKey'>;

/** What an organisation decided, how long what is kept, and what somebody wrote for their own work. */
const KEPT_SETTINGS = {
  retention: readRules,
  'workplace/replies': readKeptReplies,
  'workplace/views': readKeptViews,
} as const satisfies Record<string, (value: unknown) => object | null>;
type KeptSetting = keyof typeof KEPT_SETTINGS;
const names = Object.keys(KEPT_SETTINGS) as readonly KeptSetting[];

/** Beside them: which numbers of cases were given, so that those of erased cases stay theirs. */
export const GIVEN = 'references';

/** And what the whole team shares, version by version. */
export const PAPERS = 'papers';

/** Beside them too: the codes that words are marked with, once somebody has changed them. */
export const CODEBOOK = 'codebook';

const schema = v.object({
  lastAt: v.nullable(v.number()),
  everyDays: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_REMIND_DAYS)),
});

export type Reminder = v.InferOutput<typeof schema>;

const noReminder: Reminder = { lastAt: null, everyDays: REMIND_DAYS };

export async function readReminder(parts: Parts): Promise<Reminder> {
  const value = await read(parts, 'backup');
  return value === null ? noReminder : v.parse(schema, value);
}

export const reminderChange = (parts: Parts, value: Reminder): Change =>
  changeOf(parts, 'backup', value);

/** The settings of {@link KEPT_SETTINGS} that there are, by name. */
export async function keptSettings(parts: Parts): Promise<Record<string, unknown>> {
  const kept: Record<string, unknown> = {};
  for (const name of names) {
    const value = await read(parts, name);
    if (value !== null) kept[name] = value;
  }
  return kept;
}

/** The writes that put them where there are none yet: what was decided here stays. */
export async function missingSettings(
  parts: Parts,
  kept: Readonly<Record<string, unknown>>,
): Promise<readonly { readonly name: KeptSetting; readonly change: Change }[]> {
  const missing: { readonly name: KeptSetting; readonly change: Change }[] = [];
  for (const name of names) {
    const value = KEPT_SETTINGS[name](kept[name]);
    if (value !== null && (await read(parts, name)) === null)
      missing.push({ name, change: changeOf(parts, name, value) });
  }
  return missing;
}

async function read(parts: Parts, name: string): Promise<unknown> {
  const id = rowOf(parts, name);
  return parts.store.has(id) ? await parts.store.get('setting', id) : null;
}

const changeOf = (parts: Parts, name: string, value: object): Change => ({
  bucket: parts.buckets.own,
  table: 'setting',
  id: rowOf(parts, name),
  seq: 0,
  value,
});

const rowOf = ({ buckets, nameKey }: Parts, name: string) =>
  rowIdOf(nameKey(buckets.own), 'setting', name);
