/** Contract: the checklist for acute danger: what was gone through in a conversation, and whom one can call. */
import type { ConversationId } from '../../protocol/ids.ts';
import type { Outcome } from './outcome.ts';

/** Steps of one checklist, and code points of one step. */
export const STEPS_LIMIT = 12;
export const STEP_LIMIT = 160;
/** Code points of what was agreed. */
export const PROMISED_LIMIT = 1000;

/** How far somebody has come in one conversation. */
export interface DangerState {
  /** Each step in its words, and when it was ticked, ms since the epoch. */
  readonly ticked: readonly { readonly step: string; readonly at: number }[];
  readonly promised: string;
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
}

/** Every one of them by name. One left out does not compile. */
export const dangerRequests = {
  danger: 0,
  keepDanger: 0,
} as const satisfies Record<keyof DangerRequests, 0>;

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

/** Only numbers that are national, free and old enough to stay. Sources and the day they were looked up: ADR 0036. */
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
