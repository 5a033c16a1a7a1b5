/** Contract: the checklist for acute danger: what was gone through in a conversation, and whom one can call. */
import type { ConversationId, MessageId } from '../../protocol/ids.ts';
import type { Outcome } from './outcome.ts';

/** Ticks that are not recorded yet. The list may have changed since the first, so it is not the list's limit that counts. */
export const TICKS_LIMIT = 12;
/** Code points of what was agreed. */
export const PROMISED_LIMIT = 1000;

/** Before each step of a record; by them it is known again, whatever language it is in. */
export const TICKED_SIGN = '☑';
export const OPEN_SIGN = '☐';

/** How far somebody has come in one conversation. */
export interface DangerState {
  /** Each step in the words that were ticked, whatever the list says now, and when that was, ms since the epoch. */
  readonly ticked: readonly { readonly step: string; readonly at: number }[];
  readonly promised: string;
}

/** A checklist that was recorded: one note in the conversation. */
export interface DangerRecord {
  readonly id: MessageId;
  readonly at: number;
  readonly text: string;
}

type About = { readonly conversation: ConversationId };

export interface DangerRequests {
  /** Null: nothing was gone through, or it stands in the conversation already. */
  danger: { input: About; output: DangerState | null };
  /** Kept sealed through lock and restart, on this device and beside its conversation; null takes it away. */
  keepDanger: {
    input: About & { readonly state: DangerState | null };
    output: Outcome<null, 'disk-full' | 'unknown-conversation'>;
  };
  /** Everything that was recorded in this conversation, by whomever, the first of it first. */
  dangerRecords: { input: About; output: readonly DangerRecord[] };
}

/** Every one of them by name. One left out does not compile. */
export const dangerRequests = {
  danger: 0,
  keepDanger: 0,
  dangerRecords: 0,
} as const satisfies Record<keyof DangerRequests, 0>;

/** Whether a note is one: its first step stands below its title. */
export const isDangerRecord = (note: string): boolean =>
  [TICKED_SIGN, OPEN_SIGN].some((sign) => note.split('\n', 2)[1]?.startsWith(`${sign} `) === true);

/** `emergency`: comes out. `talk`: listens. `children`: listens to the young. */
export type CrisisKind = 'emergency' | 'police' | 'talk' | 'children';

export interface CrisisNumber {
  readonly kind: CrisisKind;
  /** As the service calls itself; '' where the kind says it all. */
  readonly name: string;
  readonly number: string;
}

export const COUNTRIES = ['DE', 'AT', 'CH', 'NL', 'BE', 'GB', 'US', 'IL'] as const;
export type Country = (typeof COUNTRIES)[number];

/**
 * Only numbers that are national and old enough to stay, and free to call but for 143 in Switzerland, which costs
 * CHF 0.20. Sources and the day they were looked up: ADR 0036.
 */
export const CRISIS_NUMBERS: Readonly<Record<Country, readonly CrisisNumber[]>> = {
  DE: [
    { kind: 'emergency', name: '', number: '112' },
    { kind: 'police', name: '', number: '110' },
    { kind: 'talk', name: 'TelefonSeelsorge', number: '0800 1110111' },
    { kind: 'children', name: 'Nummer gegen Kummer', number: '116 111' },
  ],
  AT: [
    { kind: 'emergency', name: '', number: '144' },
    { kind: 'police', name: '', number: '133' },
    { kind: 'talk', name: 'TelefonSeelsorge', number: '142' },
    { kind: 'children', name: 'Rat auf Draht', number: '147' },
  ],
  CH: [
    { kind: 'emergency', name: '', number: '144' },
    { kind: 'police', name: '', number: '117' },
    { kind: 'talk', name: 'Die Dargebotene Hand', number: '143' },
    { kind: 'children', name: 'Pro Juventute', number: '147' },
  ],
  NL: [
    { kind: 'emergency', name: '', number: '112' },
    { kind: 'talk', name: '113 Zelfmoordpreventie', number: '113' },
    { kind: 'children', name: 'De Kindertelefoon', number: '0800 0432' },
  ],
  BE: [
    { kind: 'emergency', name: '', number: '112' },
    { kind: 'police', name: '', number: '101' },
    { kind: 'talk', name: 'Zelfmoordlijn', number: '1813' },
    { kind: 'talk', name: 'Centre de Prévention du Suicide', number: '0800 32 123' },
    { kind: 'children', name: 'Awel', number: '102' },
  ],
  GB: [
    { kind: 'emergency', name: '', number: '999' },
    { kind: 'talk', name: 'Samaritans', number: '116 123' },
    { kind: 'children', name: 'Childline', number: '0800 1111' },
  ],
  US: [
    { kind: 'emergency', name: '', number: '911' },
    { kind: 'talk', name: '988 Suicide & Crisis Lifeline', number: '988' },
  ],
  IL: [
    { kind: 'emergency', name: 'מד״א', number: '101' },
    { kind: 'police', name: '', number: '100' },
    { kind: 'talk', name: 'ער״ן', number: '1201' },
  ],
};
