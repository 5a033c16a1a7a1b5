/** Vault, workplace: what replies, views and the limit may be, from the screen, from a file and from their rows. */
import * as v from 'valibot';
import { MAX_TEXT } from '../../../../protocol/limits.ts';
import {
  QUEUE_VIEWS,
  READY_LANGUAGES_LIMIT,
  READY_LIMIT,
  READY_NAME_LIMIT,
  AT_ONCE_LIMIT,
  VIEWS_LIMIT,
} from '../../../contract/workplace.ts';
import { TAG_LIMIT } from '../../../contract/work.ts';
import { MAX_FIELD } from '../limits.ts';

const LANG = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$/;

const words = (max: number) =>
  v.pipe(
    v.string(),
    v.trim(),
    v.minLength(1),
    v.check((text) => Array.from(text).length <= max),
  );
const language = v.pipe(v.string(), v.regex(LANG));

const eachOnce = <T>(nameOf: (one: T) => string) =>
  v.check((all: T[]) => new Set(all.map(nameOf)).size === all.length);

const text = v.strictObject({ language, text: words(MAX_TEXT) });
const reply = v.strictObject({
  name: words(READY_NAME_LIMIT),
  texts: v.pipe(
    v.array(text),
    v.minLength(1),
    v.maxLength(READY_LANGUAGES_LIMIT),
    eachOnce((one) => one.language),
  ),
});
export const repliesSchema = v.pipe(
  v.array(reply),
  v.maxLength(READY_LIMIT),
  eachOnce(({ name }) => name),
);

const field = v.nullable(v.pipe(v.string(), v.maxLength(MAX_FIELD)));
const view = v.strictObject({
  name: words(READY_NAME_LIMIT),
  view: v.picklist(QUEUE_VIEWS),
  topic: field,
  language: v.nullable(language),
  /** Came later: a view kept before names none. */
  tag: v.optional(v.nullable(words(TAG_LIMIT)), null),
});
export const viewsSchema = v.pipe(
  v.array(view),
  v.maxLength(VIEWS_LIMIT),
  eachOnce(({ name }) => name),
);

/** One row of them, as it is kept and as a backup brings it; null for anything else. */
const readRow =
  <T>(schema: v.GenericSchema<unknown, T>) =>
  (value: unknown): { readonly value: T } | null => {
    const row = v.safeParse(v.object({ value: schema }), value);
    return row.success ? row.output : null;
  };
export const readKeptReplies = readRow(repliesSchema);
export const readKeptViews = readRow(viewsSchema);

export const atOnceSchema = v.nullable(
  v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(AT_ONCE_LIMIT)),
);
