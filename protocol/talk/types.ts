/** Every kind of body, by what it belongs to (PROTOCOL §4). A name is never reused. */

/** Have a place in a chain of one conversation. */
export const chainedTypes = [
  'text',
  'rating',
  'note',
  'resume',
  'erase',
  'claim',
  'state',
  'history',
  'restriction',
  'attachment',
  'contact',
  'handover',
  'annotation',
] as const;
export type ChainedType = (typeof chainedTypes)[number];

/** Have a place in a chain and belong to no conversation: events between devices. */
export const teamTypes = [
  'digest',
  'told',
  'alias',
  'deletion',
  'root-seed',
  'paper',
  'help',
  'heads',
] as const;
export type TeamType = (typeof teamTypes)[number];

/** Names that are taken. Until their shape is law they are read as `unknown` and put into quarantine. */
export const reservedTypes = ['case', 'snapshot', 'submission', 'release', 'question'] as const;
export type ReservedType = (typeof reservedTypes)[number];

/** `receipt` and the ephemerals carry no seq. */
export type TalkType =
  | ChainedType
  | TeamType
  | ReservedType
  | 'receipt'
  | 'typing'
  | 'alive'
  | 'place';
