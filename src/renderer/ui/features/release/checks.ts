// Room: ui/features/release. The gate's conditions, read off a plan or a refusal. Pure.
import type { ReleasePlan, ReleaseRefusal } from '../../../../contract/release.ts';
import type { Planning } from '../../app/state/release.ts';

export type CheckName = 'verified' | 'consent' | 'complete' | 'class' | 'identifiers' | 'file';
export type CheckState = 'met' | 'open' | 'failed';

export interface Check {
  readonly name: CheckName;
  readonly state: CheckState;
  /** Incidents kept back so that the condition holds. */
  readonly left: number;
}

const open = (name: CheckName): Check => ({ name, state: 'open', left: 0 });
const names: readonly CheckName[] = [
  'verified',
  'consent',
  'complete',
  'class',
  'identifiers',
  'file',
];

/** Which condition a refusal says is not met; the others stay open, because nothing was proven. */
const failedBy: Readonly<Record<ReleaseRefusal, CheckName>> = {
  nothing: 'verified',
  'below-k': 'class',
  'below-floor': 'class',
  'identifier-found': 'identifiers',
};

/** A plan exists only when every condition of its rows is met; the file is searched when it is written. */
export function checks(planning: Planning): readonly Check[] {
  switch (planning.status) {
    case 'none':
    case 'working':
      return names.map(open);
    case 'refused': {
      const failed = planning.why === 'failed' ? null : failedBy[planning.why];
      return names.map((name) =>
        name === failed ? { name, state: 'failed', left: 0 } : open(name),
      );
    }
    case 'ready':
      return ready(planning.plan, planning.exporting.status === 'done');
  }
}

function ready({ left }: ReleasePlan, exported: boolean): readonly Check[] {
  return [
    { name: 'verified', state: 'met', left: left.unverified },
    { name: 'consent', state: 'met', left: left.withoutConsent },
    { name: 'complete', state: 'met', left: left.incomplete },
    { name: 'class', state: 'met', left: left.suppressed },
    { name: 'identifiers', state: 'met', left: 0 },
    { name: 'file', state: exported ? 'met' : 'open', left: 0 },
  ];
}
