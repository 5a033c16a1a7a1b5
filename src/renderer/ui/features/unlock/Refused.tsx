// Room: ui/features/unlock. Why a first run did not work, for all of its ways, why a vault stays closed, and that something is being done.
import LinearProgress from '@mui/material/LinearProgress';
import { useTranslation } from 'react-i18next';
import type {
  CreateRefusal,
  FreshRefusal,
  JoinRefusal,
  OpenRefusal,
  RegainRefusal,
  RestoreNewRefusal,
} from '../../app/state/session.ts';
import { Refusal } from './Stage.tsx';

/** Keys are being made; nobody can say how long. */
export function Working({ words }: { readonly words: string }) {
  return (
    <div role="status">
      <LinearProgress aria-label={words} />
      <p>{words}</p>
    </div>
  );
}

/** Why a first run did not work, for all of its ways. */
/** Nothing typed here opens it any more; it takes a backup. */
export const hopeless: ReadonlySet<string> = new Set([
  'damaged-header',
  'weakened',
  'damaged-keyring',
  'damaged-journal',
  'rolled-back',
] satisfies OpenRefusal[]);

/** Why a vault stays closed, and how what it holds comes back where only a backup helps. */
export function OpenRefused({ why }: { readonly why: OpenRefusal }) {
  const { t } = useTranslation();
  return (
    <Refusal role="alert">
      <p>{t(`unlock.refused.${why}`)}</p>
      {hopeless.has(why) && <p>{t('unlock.locked.restoreHow')}</p>}
    </Refusal>
  );
}

export function CreateRefused({ why }: { readonly why: FreshRefusal }) {
  const { t } = useTranslation();
  return <Refusal role="alert">{t(wordsOf(why))}</Refusal>;
}

type Restoring = Exclude<RestoreNewRefusal, CreateRefusal> | 'failed';
type Joining = Exclude<JoinRefusal | RegainRefusal, CreateRefusal | RestoreNewRefusal>;

const restoring = {
  failed: true,
  cancelled: true,
  'cannot-read': true,
  'wrong-secret': true,
  'bad-file': true,
  'other-team': true,
  'newer-version': true,
  'vault-full': true,
  stopped: true,
} satisfies Record<Restoring, true>;

const joining = {
  'bad-invite': true,
  'expired-invite': true,
  'unknown-team': true,
  'bad-code': true,
  'wrong-code': true,
  'no-such-team': true,
  offline: true,
  'not-coordinator': true,
  'not-in-force': true,
  refused: true,
  gone: true,
  'own-device': true,
  coordinator: true,
  full: true,
  removed: true,
} satisfies Record<Joining, true>;

const isRestoring = (why: FreshRefusal): why is Restoring => Object.hasOwn(restoring, why);
const isJoining = (why: FreshRefusal): why is Joining => Object.hasOwn(joining, why);

function wordsOf(why: FreshRefusal) {
  if (isRestoring(why)) return `keep.refusal.${why}` as const;
  if (isJoining(why)) return `peopleRefusal.${why}` as const;
  return `firstRun.refusal.${why}` as const;
}
