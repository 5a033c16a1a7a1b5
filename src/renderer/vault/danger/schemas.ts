/** Vault, danger: what a checklist and its changes may be, from the screen and from the team's paper. */
import * as v from 'valibot';
import {
  DIALLED,
  NUMBER_LIMIT,
  NUMBER_NAME_LIMIT,
  NUMBERS_LIMIT,
  REACHABLE_LIMIT,
  STEP_LANGUAGES_LIMIT,
  STEP_LIMIT,
  STEPS_LIMIT,
} from '../../../contract/checklist.ts';

const LANG = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$/;
const MAX_ID = 40;
/** Hidden numbers: more than there are built-in ones, for an older app keeps what a newer one hid. */
const MAX_HIDDEN = 500;

/** On one line, as it will stand in a note. */
const line = (max: number) =>
  v.pipe(
    v.string(),
    v.transform((text) => text.replace(/\s+/gu, ' ').trim()),
    v.check((text) => Array.from(text).length <= max),
  );
const words = (max: number) => v.pipe(line(max), v.minLength(1));
const id = v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_ID));
const country = v.pipe(v.string(), v.regex(/^[A-Z]{2}$/));
const dialled = v.pipe(words(NUMBER_LIMIT), v.regex(DIALLED));

const eachOnce = <T>(nameOf: (one: T) => string) =>
  v.check((all: T[]) => new Set(all.map(nameOf)).size === all.length);

const text = v.object({
  language: v.pipe(v.string(), v.regex(LANG)),
  text: words(STEP_LIMIT),
});
const texts = v.pipe(
  v.array(text),
  v.maxLength(STEP_LANGUAGES_LIMIT),
  eachOnce(({ language }) => language),
);
const number = v.object({
  country,
  name: words(NUMBER_NAME_LIMIT),
  number: dialled,
  reachable: line(REACHABLE_LIMIT),
});
const hidden = v.object({ country, number: dialled });

/** The paper. What a later version says beside it is passed over. */
export const checklistSchema = v.object({
  steps: v.pipe(
    v.array(v.object({ id, texts })),
    v.minLength(1),
    v.maxLength(STEPS_LIMIT),
    eachOnce((one) => one.id),
  ),
  numbers: v.pipe(
    v.array(v.object({ id, ...number.entries })),
    v.maxLength(NUMBERS_LIMIT),
    eachOnce((one) => one.id),
  ),
  hidden: v.pipe(v.array(hidden), v.maxLength(MAX_HIDDEN)),
});

export const editSchema = v.variant('type', [
  v.strictObject({ type: v.literal('step'), id: v.nullable(id), texts }),
  v.strictObject({ type: v.literal('shift'), id, by: v.picklist([-1, 1]) }),
  v.strictObject({ type: v.literal('drop'), id }),
  v.strictObject({ type: v.literal('restore') }),
  v.strictObject({ type: v.literal('number'), id: v.nullable(id), number }),
  v.strictObject({ type: v.literal('drop-number'), id }),
  v.strictObject({ type: v.literal('show'), number: hidden, shown: v.boolean() }),
]);
