// Room: ui/i18n. All words in Hebrew: a file of its own, fetched when somebody chooses the language.
import type { Areas } from '../../i18n.ts';
import type { InHebrew } from '../../shape.ts';
import { he as audit } from './audit.ts';
import { he as backup } from './backup.ts';
import { he as caseWords } from './case.ts';
import { he as catchUp } from './catch-up.ts';
import { he as checklist } from './checklist.ts';
import { he as codes } from './codes.ts';
import { he as columns } from './columns.ts';
import { he as commands } from './commands.ts';
import { he as common } from './common.ts';
import { he as conversation } from './conversation.ts';
import { he as danger } from './danger.ts';
import { he as duty } from './duty.ts';
import { he as evidence } from './evidence.ts';
import { he as fate } from './fate.ts';
import { he as figures } from './figures.ts';
import { he as firstRun } from './first-run.ts';
import { he as give } from './give.ts';
import { he as help } from './help.ts';
import { he as hours } from './hours.ts';
import { he as importing } from './importing.ts';
import { he as inbox } from './inbox.ts';
import { he as joining } from './joining.ts';
import { he as keep } from './keep.ts';
import { he as later } from './later.ts';
import { he as machine } from './machine.ts';
import { he as marking } from './marking.ts';
import { he as pass } from './pass.ts';
import { he as restrict } from './restrict.ts';
import { he as passphrase } from './passphrase.ts';
import { he as peopleRefusal } from './people-refusal.ts';
import { he as people } from './people.ts';
import { he as profileParts } from './profile-parts.ts';
import { he as profileProblem } from './profile-problem.ts';
import { he as profile } from './profile.ts';
import { he as ready } from './ready.ts';
import { he as regain } from './regain.ts';
import { he as release } from './release.ts';
import { he as rescue } from './rescue.ts';
import { he as renewal } from './renewal.ts';
import { he as retention } from './retention.ts';
import { he as search } from './search.ts';
import { he as security } from './security.ts';
import { he as sendFile } from './send-file.ts';
import { he as talk } from './talk.ts';
import { he as teamHistory } from './team-history.ts';
import { he as team } from './team.ts';
import { he as unlock } from './unlock.ts';
import { he as website } from './website.ts';
import { he as work } from './work.ts';
import { he as workplace } from './workplace.ts';

/** An area or a sentence that is missing here does not compile. */
export const hebrew: { readonly [A in keyof Areas]: InHebrew<Areas[A]> } = {
  common,
  commands,
  firstRun,
  unlock,
  rescue,
  regain,
  teamHistory,
  passphrase,
  inbox,
  conversation,
  talk,
  sendFile,
  work,
  catchUp,
  later,
  pass,
  give,
  help,
  danger,
  checklist,
  restrict,
  marking,
  case: caseWords,
  evidence,
  fate,
  release,
  columns,
  importing,
  team,
  people,
  profile,
  profileProblem,
  website,
  keep,
  security,
  renewal,
  backup,
  retention,
  audit,
  search,
  duty,
  machine,
  codes,
  joining,
  peopleRefusal,
  profileParts,
  ready,
  workplace,
  hours,
  figures,
};
