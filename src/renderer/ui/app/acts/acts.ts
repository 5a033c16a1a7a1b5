// Room: ui/app/acts. Everything a person can do, in one value.
import { caseActs, type CaseActs } from './case-acts.ts';
import type { ActContext } from './context.ts';
import { evidenceActs, type EvidenceActs } from './evidence-acts.ts';
import { keepActs, type KeepActs } from './keep-acts.ts';
import { releaseActs, type ReleaseActs } from './release-acts.ts';
import { searchActs, type SearchActs } from './search-acts.ts';
import { sessionActs, type SessionActs } from './session-acts.ts';
import { talkActs, type TalkActs } from './talk-acts.ts';

export interface Acts {
  readonly session: SessionActs;
  readonly talk: TalkActs;
  readonly cases: CaseActs;
  readonly release: ReleaseActs;
  readonly keep: KeepActs;
  readonly evidence: EvidenceActs;
  readonly search: SearchActs;
}

/** A lock waits at most this long for a form to be stored, ms: whoever locks may be in a hurry. */
const LOCK_WAITS_MS = 800;

/** The acts over one door. Locking saves open forms first, so that no typed word is lost. */
export function makeActs(context: ActContext): Acts {
  const session = sessionActs(context);
  const cases = caseActs(context);
  const talk = talkActs(context);
  const keep = keepActs(context);
  const lock = async (): Promise<void> => {
    const enough = new Promise<void>((go) => {
      setTimeout(go, LOCK_WAITS_MS);
    });
    await Promise.race([cases.saveAll(), enough]);
    await session.lock();
  };
  return {
    session: {
      ...session,
      lock,
      unlock: async (secret) => {
        await session.unlock(secret);
        await talk.resume();
      },
      recover: async (input) => {
        await session.recover(input);
        await talk.resume();
      },
    },
    talk,
    cases,
    release: releaseActs(context),
    keep,
    evidence: evidenceActs(context, keep),
    search: searchActs(context, talk),
  };
}
