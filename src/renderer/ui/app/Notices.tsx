// Room: ui/app. What everybody must know, above every screen.
import { styled } from '@mui/material/styles';
import Button from '@mui/material/Button';
import {
  BellOff,
  CloudOff,
  HardDrive,
  History,
  Info,
  MonitorSmartphone,
  Stamp,
  UserPlus,
  Users,
  UserX,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { HelpCalls } from '../features/help/HelpCalls.tsx';
import { nameOf, newsOf } from '../features/people/names.ts';
import { longDate, megabytes } from '../i18n/format.ts';
import { Banner } from '../parts/Banner.tsx';
import { useApp } from './app-context.ts';
import { BackupDue } from './BackupDue.tsx';
import { RetentionLine } from './RetentionLine.tsx';
import { useStore } from './store.ts';
import type { Notice, NoticeKind } from './state/status.ts';
import { TroubleLine } from './TroubleLine.tsx';
import { useLanguage } from './use-language.ts';
import { useLasting } from './use-lasting.ts';

/** A link that comes back sooner than this was hardly gone. */
const HICCUP_MS = 3000;

/** The gravest first. */
const order: readonly NoticeKind[] = [
  'older-profile',
  'forked-team',
  'journal-damaged',
  'taken-over',
  'vault-full',
  'set-aside',
  'recovery-unseen',
  'low-space',
  'failed',
  'journal-healed',
  'stale-document',
  'team-news',
  'retention-news',
  'backup-due',
  'retention-due',
  'gone',
  'copy-repaired',
  'rebuilt',
];

/** On a bad day everything may be said at once; the work below keeps its place. */
const Stack = styled('div')({ flex: 'none', maxHeight: '40vh', overflow: 'auto' });

export function Notices() {
  const { t } = useTranslation();
  const { stores } = useApp();
  const { link, notices } = useStore(stores.status);
  const cutOff = useLasting(link !== 'online', HICCUP_MS);
  return (
    <Stack>
      {cutOff && (
        <Banner tone="waiting" icon={CloudOff}>
          {t('common.link.offlineLong')}
        </Banner>
      )}
      <HelpCalls />
      <Standing />
      <OffDuty />
      {notices
        .toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
        .map((notice) => (
          <NoticeLine key={notice.kind} notice={notice} />
        ))}
    </Stack>
  );
}

/** Not in the team, or somebody wants to be: both lead to the team's room. */
function Standing() {
  const { t } = useTranslation();
  const { stores } = useApp();
  const { roster } = useStore(stores.people);
  const { room } = useStore(stores.view);
  if (roster === null) return null;
  const action = room !== 'team' && (
    <Button variant="text" onClick={() => stores.view.send({ type: 'went', room: 'team' })}>
      {t('people.toTeam')}
    </Button>
  );
  if (roster.asking.length > 0) {
    return (
      <Banner tone="quiet" icon={UserPlus} action={action}>
        {t('people.asksLine', { count: roster.asking.length })}
      </Banner>
    );
  }
  const newcomer = roster.newcomers.find(({ declined }) => !declined);
  if (newcomer !== undefined) {
    const name = nameOf(t, { id: newcomer.device, name: newcomer.name });
    return (
      <Banner tone="quiet" icon={UserPlus} action={action}>
        {t('catchUp.asksLine', { name })}
      </Banner>
    );
  }
  if (roster.standing === 'member') return null;
  const { joining, standing } = roster;
  return (
    <Banner tone={joining === null ? 'waiting' : 'quiet'} icon={UserX} action={action}>
      {standing === 'removed'
        ? t('joining.removedLine')
        : t(joining === null ? 'common.notMember' : 'joining.waitingLine')}
    </Banner>
  );
}

/** Whoever has said not to be there would otherwise forget it, and the chat with them. */
function OffDuty() {
  const { t } = useTranslation();
  const { stores, acts } = useApp();
  const { chosen } = useStore(stores.duty);
  if (chosen === 'available') return null;
  return (
    <Banner
      tone="quiet"
      icon={BellOff}
      action={
        <Button variant="text" onClick={() => acts.duty.choose('available')}>
          {t('duty.back')}
        </Button>
      }
    >
      {t(`duty.banner.${chosen}`)}
    </Banner>
  );
}

function NoticeLine({ notice }: { readonly notice: Notice }) {
  const { t } = useTranslation();
  const { stores } = useApp();
  const { language } = useLanguage();
  const dismiss = (): void => stores.status.send({ type: 'dismissed', kind: notice.kind });
  switch (notice.kind) {
    case 'taken-over':
      return (
        <Banner tone="danger" icon={MonitorSmartphone}>
          {t('common.takenOver')}
        </Banner>
      );
    case 'low-space':
      return (
        <Banner tone="danger" icon={HardDrive} onDismiss={dismiss}>
          {t('common.lowSpace', { free: megabytes(notice.free, language) })}
        </Banner>
      );
    case 'stale-document':
      return (
        <Banner tone="waiting" icon={Stamp} onDismiss={dismiss}>
          {t('common.staleDocument', { date: longDate(notice.expires, language) })}
        </Banner>
      );
    case 'backup-due':
      return <BackupDue lastAt={notice.lastAt} onDismiss={dismiss} />;
    case 'retention-due':
    case 'retention-news':
      return <RetentionLine kind={notice.kind} />;
    case 'team-news':
      return (
        <Banner tone="quiet" icon={Users} onDismiss={dismiss}>
          {t('people.newsLine', { news: notice.news.map((one) => newsOf(t, one)).join('; ') })}
        </Banner>
      );
    case 'rebuilt':
      return (
        <Banner tone="quiet" icon={History} onDismiss={dismiss}>
          {t('common.rebuilt', { count: notice.count })}
        </Banner>
      );
    case 'copy-repaired':
    case 'journal-healed':
    case 'journal-damaged':
    case 'older-profile':
    case 'forked-team':
    case 'vault-full':
    case 'set-aside':
    case 'recovery-unseen':
      return <TroubleLine kind={notice.kind} count={notice.count} onDismiss={dismiss} />;
    case 'gone':
      return (
        <Banner tone="quiet" icon={Info} onDismiss={dismiss}>
          {t('common.gone')}
        </Banner>
      );
    case 'failed':
      return (
        <Banner tone="danger" icon={Info} onDismiss={dismiss}>
          {t('common.failed')}
        </Banner>
      );
  }
}
