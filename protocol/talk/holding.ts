/** Who of a team holds a conversation, and what stands of it among colleagues (PROTOCOL §4, Holder). */
import { ProtocolError } from '../errors.ts';
import { DeviceId, RowId, SessionId } from '../ids.ts';
import { MAX_TAG, MAX_TAGS } from '../limits.ts';
import { alias } from './alias.ts';
import { MAX_HEARD } from './bounds.ts';
import {
  id,
  integer,
  integerFrom,
  list,
  matching,
  object,
  oneOf,
  optional,
  textUpTo,
  type FieldReader,
  type Fields,
} from './json.ts';

/** Who holds a conversation, case or annotation from now on: term = the known term + 1. */
export interface ClaimContent {
  readonly type: 'claim';
  readonly object: RowId;
  readonly term: number;
  /** A colleague it is handed to, or nobody; absent: whoever writes this. */
  readonly holder?: DeviceId | 'none';
  /** Under which the holder writes. */
  readonly alias?: string;
  /** Whoever gives it away cannot go on: somebody is to take it up before all that wait. */
  readonly soon?: 1;
}

/** `muted`: closed as abuse. What comes is kept, and nobody is called for it. */
export const workStatuses = ['open', 'closed', 'muted'] as const;
export type WorkStatus = (typeof workStatuses)[number];

/** How far a reporter's session had been heard. */
export interface Heard {
  readonly session: SessionId;
  readonly seq: number;
}

/** What stands of a conversation among colleagues: all of it each time, written by its holder alone. */
export interface StateContent {
  readonly type: 'state';
  readonly object: RowId;
  /** Of the claim by which the writer holds it. */
  readonly term: number;
  /** Rises within a term, from 1. */
  readonly revision: number;
  /** The last one of an earlier term that this one goes on from. */
  readonly after?: { readonly term: number; readonly revision: number };
  readonly status: WorkStatus;
  /** How it ended; a code. */
  readonly outcome?: string;
  /** ms since the epoch: rests until then, and is to be looked at again then. */
  readonly snooze?: number;
  readonly followUp?: number;
  readonly tags: readonly string[];
  /** What had been heard of the reporter: whatever comes after opens it again. */
  readonly heard: readonly Heard[];
}

const heldBy: FieldReader<DeviceId | 'none'> = (fields, name) =>
  fields[name] === 'none' ? 'none' : id(DeviceId)(fields, name);

/** Whoever takes a conversation asks nobody to. */
function soon(f: Fields): { readonly soon?: 1 } {
  const asked = optional(f, 'soon', integerFrom(1, 1));
  if (asked.soon === undefined) return {};
  if (!Object.hasOwn(f, 'holder')) throw new ProtocolError('bad-body', 'soon');
  return { soon: 1 };
}

const after: FieldReader<{ readonly term: number; readonly revision: number }> = (fields, name) => {
  const item = object(fields, name);
  return {
    term: integerFrom(1)(item, 'term'),
    revision: integerFrom(1)(item, 'revision'),
  };
};

const heard: FieldReader<readonly Heard[]> = list(MAX_HEARD, (fields, name) => {
  const item = object(fields, name);
  return { session: id(SessionId)(item, 'session'), seq: integer(item, 'seq') };
});

const CODE = /^[a-z][a-z-]{0,23}$/;

export const readClaim = (f: Fields): ClaimContent => ({
  type: 'claim',
  object: id(RowId)(f, 'object'),
  term: integerFrom(1)(f, 'term'),
  ...optional(f, 'holder', heldBy),
  ...alias(f),
  ...soon(f),
});

export const readState = (f: Fields): StateContent => ({
  type: 'state',
  object: id(RowId)(f, 'object'),
  term: integerFrom(1)(f, 'term'),
  revision: integerFrom(1)(f, 'revision'),
  ...optional(f, 'after', after),
  status: oneOf(workStatuses)(f, 'status'),
  ...optional(f, 'outcome', matching(CODE)),
  ...optional(f, 'snooze', integer),
  ...optional(f, 'followUp', integer),
  tags: list(MAX_TAGS, textUpTo(MAX_TAG))(f, 'tags'),
  heard: heard(f, 'heard'),
});
