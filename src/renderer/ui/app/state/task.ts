// Room: ui/app/state. One thing that was asked of the vault: not yet, running, refused with its reason, done.
import type { DeskRequest, DeskRequests } from '../../../../contract/desk.ts';

/** What comes back when it works. */
type ValueIn<O> = O extends { readonly ok: true; readonly value: infer V }
  ? V
  : O extends { readonly ok: false }
    ? never
    : O;
/** Why it may not work. */
type RefusalIn<O> = O extends { readonly ok: false; readonly refusal: infer R } ? R : never;

export type Value<K extends DeskRequest> = ValueIn<DeskRequests[K]['output']>;
export type Refusal<K extends DeskRequest> = RefusalIn<DeskRequests[K]['output']>;

/** `failed`: the vault did not answer, which is a bug or its end. */
export type Task<T, R> =
  | { readonly status: 'idle' }
  | { readonly status: 'working' }
  | { readonly status: 'refused'; readonly why: R | 'failed' }
  | { readonly status: 'done'; readonly value: T };

export type TaskOf<K extends DeskRequest> = Task<Value<K>, Refusal<K>>;

export const idle = { status: 'idle' } as const;

/** Asks, and turns whatever happens into a task that has ended. Never throws. */
export async function ended<K extends DeskRequest>(
  answer: Promise<DeskRequests[K]['output']>,
): Promise<Extract<TaskOf<K>, { readonly status: 'done' | 'refused' }>> {
  try {
    const came: unknown = await answer;
    if (isOutcome(came)) {
      return came.ok
        ? { status: 'done', value: came.value as Value<K> }
        : { status: 'refused', why: came.refusal as Refusal<K> };
    }
    return { status: 'done', value: came as Value<K> };
  } catch {
    return { status: 'refused', why: 'failed' };
  }
}

type AnyOutcome =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly refusal: unknown };

const isOutcome = (came: unknown): came is AnyOutcome =>
  typeof came === 'object' && came !== null && 'ok' in came && typeof came.ok === 'boolean';
