// Room: ui/app. What everybody must know, above every screen.
import {
  CloudOff,
  HardDrive,
  History,
  Info,
  LockKeyhole,
  MonitorSmartphone,
  Stamp,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { longDate, megabytes } from '../i18n/format.ts';
import { Banner } from '../parts/Banner.tsx';
import { useApp } from './app-context.ts';
import { useStore } from './store.ts';
import type { Notice } from './state/status.ts';
import { useLanguage } from './use-language.ts';
import { useLasting } from './use-lasting.ts';

/** A link that comes back sooner than this was hardly gone. */
const HICCUP_MS = 3000;

export function Notices() {
  const { t } = useTranslation();
  const { stores } = useApp();
  const { link, notices } = useStore(stores.status);
  const cutOff = useLasting(link !== 'online', HICCUP_MS);
  return (
    <>
      {cutOff && (
        <Banner tone="waiting" icon={CloudOff}>
          {t('common.link.offlineLong')}
        </Banner>
      )}
      {notices.map((notice) => (
        <NoticeLine key={notice.kind} notice={notice} />
      ))}
    </>
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
    case 'locks-soon':
      return (
        <Banner tone="waiting" icon={LockKeyhole}>
          {t('common.locksSoon')}
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
    case 'rebuilt':
      return (
        <Banner tone="quiet" icon={History} onDismiss={dismiss}>
          {t('common.rebuilt', { count: notice.count })}
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
