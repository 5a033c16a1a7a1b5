// Room: ui/app/acts. Everything a person can do, in one value.
import { caseActs, type CaseActs } from './case-acts.ts';
import type { ActContext } from './context.ts';
import { releaseActs, type ReleaseActs } from './release-acts.ts';
import { sessionActs, type SessionActs } from './session-acts.ts';
import { talkActs, type TalkActs } from './talk-acts.ts';

export interface Acts {
  readonly session: SessionActs;
  readonly talk: TalkActs;
  readonly cases: CaseActs;
  readonly release: ReleaseActs;
}

/** The acts over one door. Locking saves open forms first, so that no typed word is lost. */
export function makeActs(context: ActContext): Acts {
  const session = sessionActs(context);
  const cases = caseActs(context);
  const lock = async (): Promise<void> => {
    await cases.saveAll();
    await session.lock();
  };
  return {
    session: { ...session, lock },
    talk: talkActs(context),
    cases,
    release: releaseActs(context),
  };
}
