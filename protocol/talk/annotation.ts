/** Words of a message marked by a colleague, for colleagues only (PROTOCOL §4, Annotations). */
import { ProtocolError } from '../errors.ts';
import { MessageId, RowId } from '../ids.ts';
import {
  MAX_CODE_ID,
  MAX_CODER,
  MAX_CODES_GIVEN,
  MAX_CONTEXT,
  MAX_MEMO,
  MAX_TEXT,
} from '../limits.ts';
import {
  asFields,
  id,
  integer,
  integerFrom,
  list,
  oneOf,
  optional,
  textUpTo,
  type Fields,
  type FieldReader,
} from './json.ts';
import { SenderKey } from './names.ts';

export const motivations = ['tagging', 'commenting', 'redacting'] as const;
export const markStates = ['standing', 'withdrawn'] as const;

/** Which words: code points of the message's text, and the words themselves to find them again by. */
export interface MarkedWords {
  /** Who wrote the message, and under which mid. */
  readonly sender: SenderKey;
  readonly mid: MessageId;
  readonly start: number;
  readonly end: number;
  readonly exact: string;
  readonly prefix?: string;
  readonly suffix?: string;
}

/** One revision, all of it; it belongs to the device that writes it. */
export interface AnnotationContent {
  readonly type: 'annotation';
  readonly annotation: RowId;
  /** From 1. */
  readonly revision: number;
  readonly target: MarkedWords;
  readonly codes: readonly string[];
  readonly memo?: string;
  readonly motivation: (typeof motivations)[number];
  readonly state: (typeof markStates)[number];
  /** The name under which somebody codes there. */
  readonly creator?: string;
  /** When this revision was made, ms by the writer's clock. */
  readonly created: number;
}

const target: FieldReader<MarkedWords> = (fields, name) => {
  const item = asFields(fields[name], name);
  const [start, end] = [integer(item, 'start'), integer(item, 'end')];
  if (end <= start) throw new ProtocolError('bad-body', name);
  return {
    sender: id(SenderKey)(item, 'sender'),
    mid: id(MessageId)(item, 'mid'),
    start,
    end,
    exact: textUpTo(MAX_TEXT)(item, 'exact'),
    ...optional(item, 'prefix', textUpTo(MAX_CONTEXT)),
    ...optional(item, 'suffix', textUpTo(MAX_CONTEXT)),
  };
};

export const readAnnotation = (f: Fields): AnnotationContent => ({
  type: 'annotation',
  annotation: id(RowId)(f, 'annotation'),
  revision: integerFrom(1)(f, 'revision'),
  target: target(f, 'target'),
  codes: list(MAX_CODES_GIVEN, textUpTo(MAX_CODE_ID))(f, 'codes'),
  ...optional(f, 'memo', textUpTo(MAX_MEMO)),
  motivation: oneOf(motivations)(f, 'motivation'),
  state: oneOf(markStates)(f, 'state'),
  ...optional(f, 'creator', textUpTo(MAX_CODER)),
  created: integer(f, 'created'),
});
