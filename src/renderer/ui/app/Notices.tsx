// Room: ui/app. What everybody must know, above every screen.
import { styled } from '@mui/material/styles';
import { CloudOff, HardDrive, History, Info, MonitorSmartphone, Stamp, UserX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { longDate, megabytes } from '../i18n/format.ts';
import { Banner } from '../parts/Banner.tsx';
import { useApp } from './app-context.ts';
import { BackupDue } from './BackupDue.tsx';
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
  'journal-damaged',
  'taken-over',
  'vault-full',
  'recovery-unseen',
  'low-space',
  'failed',
  'journal-healed',
  'stale-document',
  'backup-due',
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
  const { team } = useStore(stores.facts);
  const cutOff = useLasting(link !== 'online', HICCUP_MS);
  return (
    <Stack>
      {cutOff && (
        <Banner tone="waiting" icon={CloudOff}>
          {t('common.link.offlineLong')}
        </Banner>
      )}
      {team?.member === false && (
        <Banner tone="waiting" icon={UserX}>
          {t('common.notMember')}
        </Banner>
      )}
      {notices
        .toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
        .map((notice) => (
          <NoticeLine key={notice.kind} notice={notice} />
        ))}
    </Stack>
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
    case 'vault-full':
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
