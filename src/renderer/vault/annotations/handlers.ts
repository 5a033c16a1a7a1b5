/** Vault, annotations: the part of the desk that is about marked words and the codebook. */
import * as v from 'valibot';
import { ConversationId, ID_BYTES, MessageId } from '../../../../protocol/ids.ts';
import {
  CODE_HUES,
  CODE_NAME_LIMIT,
  CODER_LIMIT,
  CODES_LIMIT,
  DEFINITION_LIMIT,
  MEMO_LIMIT,
  type AnnotationRequests,
} from '../../../contract/annotation.ts';
import type { Handlers } from '../../../contract/door.ts';
import type { Gate } from '../gate.ts';
import { annotate, annotationsOf, reviseAnnotation } from './annotations.ts';
import { codingOf, editCodebook, setCoder } from './coding.ts';
import { MAX_CODE_ID } from './log.ts';
import { agreement, codedPassages, codeReport } from './report.ts';

export const annotationHandlers = (gate: Gate): Handlers<AnnotationRequests> => {
  const parts = () => gate.opened().annotating;
  return {
    annotations: async ({ conversation }) => await annotationsOf(parts(), conversation),
    annotate: async (input) => await annotate(parts(), input),
    reviseAnnotation: async (input) => await reviseAnnotation(parts(), input),
    coding: async () => await codingOf(parts()),
    setCoder: async ({ name }) => await setCoder(parts(), name),
    editCodebook: async (edit) => await editCodebook(parts(), edit),
    codeReport: async ({ creator }) => await codeReport(parts(), creator),
    codedPassages: async (input) => await codedPassages(parts(), input),
    agreement: async (input) => await agreement(parts(), input),
  };
};

const DEVICE_CHARS = 2 * ID_BYTES;

const conversation = v.pipe(
  v.string(),
  v.transform((raw) => ConversationId(raw)),
);
const message = v.pipe(
  v.string(),
  v.transform((raw) => MessageId(raw)),
);
const place = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const code = v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_CODE_ID));
const codeIds = v.pipe(v.array(code), v.maxLength(CODES_LIMIT));
/** Longer ones are refused with a word; this only bounds what crosses. */
const memo = v.pipe(v.string(), v.maxLength(MEMO_LIMIT * 8));
const points = (max: number) =>
  v.pipe(
    v.string(),
    v.check((text) => Array.from(text).length <= max),
  );
/** A coder by the id of a report: a name, and the device where it is another's. */
const coder = v.pipe(v.string(), v.maxLength(2 * CODER_LIMIT + 1 + DEVICE_CHARS));
const creator = v.nullable(coder);
const language = v.picklist(['de', 'en', 'nl']);
const label = points(CODE_NAME_LIMIT);
const definition = points(DEFINITION_LIMIT);
const upTo = (max: number) => v.nullable(v.pipe(place, v.maxValue(max)));

/** What may come from the screen about them, checked before any handler sees it. */
export const annotationSchemas = {
  annotations: v.strictObject({ conversation }),
  annotate: v.strictObject({ conversation, message, start: place, end: place, codeIds, memo }),
  reviseAnnotation: v.strictObject({
    conversation,
    id: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
    codeIds,
    memo,
    state: v.picklist(['standing', 'withdrawn']),
  }),
  coding: v.null(),
  setCoder: v.strictObject({ name: v.pipe(v.string(), v.maxLength(CODER_LIMIT * 8)) }),
  editCodebook: v.variant('type', [
    v.strictObject({
      type: v.literal('add'),
      parent: v.nullable(code),
      label,
      definition,
      language,
    }),
    v.strictObject({ type: v.literal('name'), id: code, label, definition, language }),
    v.strictObject({ type: v.literal('hue'), id: code, hue: upTo(CODE_HUES - 1) }),
    v.strictObject({
      type: v.literal('key'),
      id: code,
      key: v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(9))),
    }),
    v.strictObject({ type: v.literal('move'), id: code, parent: v.nullable(code) }),
    v.strictObject({ type: v.literal('shift'), id: code, by: v.picklist([-1, 1]) }),
    v.strictObject({ type: v.literal('merge'), id: code, into: code }),
    v.strictObject({ type: v.literal('retire'), id: code }),
    v.strictObject({ type: v.literal('restore'), id: code }),
  ]),
  codeReport: v.strictObject({ creator }),
  codedPassages: v.strictObject({
    codes: v.pipe(v.array(code), v.minLength(1), v.maxLength(2)),
    creator,
  }),
  agreement: v.strictObject({
    first: coder,
    second: coder,
  }),
} as const satisfies {
  [K in keyof AnnotationRequests]: v.GenericSchema<unknown, AnnotationRequests[K]['input']>;
};
