// Room: ui/app/acts. Everything a person can do, in one value.
import { caseActs, type CaseActs } from './case-acts.ts';
import type { ActContext } from './context.ts';
import { dangerActs, type DangerActs } from './danger-acts.ts';
import { draftActs, type DraftActs } from './draft-acts.ts';
import { dutyActs, type DutyActs } from './duty-acts.ts';
import { evidenceActs, type EvidenceActs } from './evidence-acts.ts';
import { figureActs, type FigureActs } from './figure-acts.ts';
import { fileActs, type FileActs } from './file-acts.ts';
import { helpActs, type HelpActs } from './help-acts.ts';
import { keepActs, type KeepActs } from './keep-acts.ts';
import { markingActs, type MarkingActs } from './marking-acts.ts';
import { outgoingActs, type OutgoingActs } from './outgoing-acts.ts';
import { peopleActs, type PeopleActs } from './people-acts.ts';
import { profileActs, type ProfileActs } from './profile-acts.ts';
import { releaseActs, type ReleaseActs } from './release-acts.ts';
import { searchActs, type SearchActs } from './search-acts.ts';
import { sessionActs, type SessionActs } from './session-acts.ts';
import { talkActs, type TalkActs } from './talk-acts.ts';
import { veilActs, type VeilActs } from './veil-acts.ts';
import { workActs, type WorkActs } from './work-acts.ts';
import { workplaceActs, type WorkplaceActs } from './workplace-acts.ts';

export interface Acts {
  readonly session: SessionActs;
  readonly talk: TalkActs;
  readonly cases: CaseActs;
  readonly danger: Omit<DangerActs, 'load'>;
  readonly drafts: Pick<DraftActs, 'flush'>;
  readonly duty: DutyActs;
  readonly help: HelpActs;
  readonly profile: ProfileActs;
  readonly release: ReleaseActs;
  readonly keep: KeepActs;
  readonly evidence: EvidenceActs;
  readonly files: FileActs;
  readonly outgoing: OutgoingActs;
  readonly figures: FigureActs;
  readonly marking: MarkingActs;
  readonly people: PeopleActs;
  readonly search: SearchActs;
  readonly veil: VeilActs;
  readonly work: WorkActs;
  readonly workplace: Omit<WorkplaceActs, 'load'>;
}

/** A lock waits at most this long for a form or a reply to be stored, ms: whoever locks may be in a hurry. */
const LOCK_WAITS_MS = 800;

/** The acts over one door. Locking saves open forms and replies first, so that no typed word is lost. */
export function makeActs(context: ActContext): Acts {
  const workplace = workplaceActs(context);
  const danger = dangerActs(context);
  const session = sessionActs(context, async () => {
    await Promise.all([workplace.load(), danger.load()]);
  });
  const cases = caseActs(context);
  const drafts = draftActs(context);
  const talk = talkActs(context, drafts);
  const keep = keepActs(context);
  const profile = profileActs(context);
  const lock = async (): Promise<void> => {
    const enough = new Promise<void>((go) => {
      setTimeout(go, LOCK_WAITS_MS);
    });
    await Promise.race([Promise.all([cases.saveAll(), drafts.flush(), profile.flush()]), enough]);
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
    danger,
    drafts,
    duty: dutyActs(context),
    help: helpActs(context),
    profile,
    release: releaseActs(context),
    keep,
    evidence: evidenceActs(context, keep),
    files: fileActs(context),
    outgoing: outgoingActs(context),
    figures: figureActs(context),
    marking: markingActs(context),
    people: peopleActs(context),
    search: searchActs(context, talk),
    veil: veilActs(context),
    work: workActs(context),
    workplace,
  };
}
