/** Vault: what may come from the screen, checked before any handler sees it. */
import * as v from 'valibot';
import { ConversationId, MessageId } from '../../../protocol/ids.ts';
import { MAX_ALIAS, MAX_ORIGIN_BYTES, MAX_TEXT } from '../../../protocol/limits.ts';
import { READ_LIMIT, type DeskRequest, type DeskRequests } from '../../contract/desk.ts';
import { annotationSchemas } from './annotations/handlers.ts';
import { catchUpSchemas } from './catch-up/handlers.ts';
import { incidentSchema } from './cases/incident.ts';
import { dangerSchemas } from './danger/handlers.ts';
import { dutySchemas, helpSchemas, machineSchemas } from './duty/handlers.ts';
import { figureSchemas } from './figures/handlers.ts';
import { keepingSchemas, secret } from './keeping-schemas.ts';
import { MAX_FIELD, MAX_LINES } from './limits.ts';
import { peopleSchemas } from './people-handlers.ts';
import { profileSchemas } from './profile/handlers.ts';
import { talkSchemas } from './talk-handlers.ts';
import { workSchemas } from './work-handlers.ts';
import { workplaceSchemas } from './workplace/handlers.ts';

const conversation = v.pipe(
  v.string(),
  v.transform((raw) => ConversationId(raw)),
);
const message = v.pipe(
  v.string(),
  v.transform((raw) => MessageId(raw)),
);
const language = v.picklist(['de', 'en', 'nl']);
const month = v.nullable(v.pipe(v.string(), v.regex(/^\d{4}-(0[1-9]|1[0-2])$/)));
const MAX_CLAIM = 64;
const MAX_K = 1000;

const release = v.strictObject({
  k: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(MAX_K)),
  language,
  from: month,
  to: month,
});

const nameUpTo = (max: number) =>
  v.pipe(
    v.string(),
    v.trim(),
    v.minLength(1),
    v.check((text) => Array.from(text).length <= max),
  );

/** A page of a list. */
const lines = v.strictObject({
  from: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  limit: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(MAX_LINES)),
});

const schemas = {
  state: v.null(),
  setupHint: v.null(),
  createTeam: v.strictObject({
    relay: v.pipe(v.string(), v.trim(), v.maxLength(MAX_ORIGIN_BYTES)),
    claim: v.pipe(v.string(), v.trim(), v.maxLength(MAX_CLAIM)),
    teamName: nameUpTo(MAX_FIELD),
    alias: nameUpTo(MAX_ALIAS),
    language,
    passphrase: secret,
  }),
  unlock: v.strictObject({ passphrase: secret }),
  lock: v.null(),
  team: v.null(),
  conversations: lines,
  read: v.strictObject({
    conversation,
    before: v.nullable(message),
    limit: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(READ_LIMIT)),
  }),
  /** Longer texts are refused with a word by `send` itself; this only bounds what crosses. */
  send: v.strictObject({
    conversation,
    text: v.pipe(v.string(), v.maxLength(MAX_TEXT * 8)),
    held: v.exactOptional(v.picklist(['take', 'beside'])),
  }),
  typing: v.strictObject({ conversation }),
  seen: v.strictObject({ conversation }),
  codeLists: v.null(),
  cases: lines,
  readCase: v.strictObject({ case: v.string() }),
  openCase: v.strictObject({ conversation }),
  saveIncident: v.strictObject({ case: v.string(), incident: incidentSchema }),
  importIncidents: v.null(),
  planRelease: release,
  exportCsv: release,
  exportPdf: release,
  ...annotationSchemas,
  ...catchUpSchemas,
  ...dangerSchemas,
  ...dutySchemas,
  ...figureSchemas,
  ...helpSchemas,
  ...machineSchemas,
  ...keepingSchemas,
  ...peopleSchemas,
  ...talkSchemas,
  ...profileSchemas,
  ...workSchemas,
  ...workplaceSchemas,
} as const satisfies { [K in DeskRequest]: v.GenericSchema<unknown, DeskRequests[K]['input']> };

/** Throws on anything that is not in the contract; the door turns that into a plain failure. */
export const parseDesk = <K extends DeskRequest>(
  name: K,
  input: unknown,
): DeskRequests[K]['input'] => v.parse(schemas[name], input);
