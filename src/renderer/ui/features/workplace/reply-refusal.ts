// Room: ui/features/workplace. Why replies were not kept, read or written, as there are words for it. Pure.

const refusals = [
  'too-large',
  'cannot-read',
  'bad-file',
  'disk-full',
  'cannot-write',
  'not-coordinator',
  'newer-version',
  'name-taken',
] as const;

export type Refused = (typeof refusals)[number] | 'failed';

export const refusedBy = (why: string): Refused => refusals.find((one) => one === why) ?? 'failed';
