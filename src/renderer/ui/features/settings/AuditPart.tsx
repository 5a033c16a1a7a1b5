// Room: ui/features/settings. The audit log in plain words: page by page, checked on demand, exported.
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { FileDown, ShieldCheck } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditAct, AuditCheck } from '../../../../contract/audit.ts';
import { useApp } from '../../app/app-context.ts';
import { useStore } from '../../app/store.ts';
import { useLanguage } from '../../app/use-language.ts';
import { dateTime } from '../../i18n/format.ts';
import { Problem } from '../../parts/Field.tsx';
import { STROKE } from '../../parts/IconAction.tsx';
import { colour } from '../../theme/colour.ts';
import { MONO } from '../../theme/theme.ts';
import { Card, Done, Lead, Refused, Row, Soft } from './card.tsx';
import { Sum } from './ProofCard.tsx';
import { gathered, type Gathered } from './gather.ts';
import { useTasks } from './use-tasks.ts';

const names = ['verifyAudit', 'exportAudit'] as const;

const Table = styled('table')({
  width: '100%',
  borderCollapse: 'collapse',
  fontSize: 13,
  '& th': {
    paddingBlock: '0 8px',
    paddingInline: '0 12px',
    textAlign: 'start',
    fontSize: 12,
    fontWeight: 600,
    color: colour.inkSoft,
  },
  '& td': {
    paddingBlock: 8,
    paddingInline: '0 12px',
    borderTop: `1px solid ${colour.line}`,
    verticalAlign: 'baseline',
  },
  '& td:first-of-type': { whiteSpace: 'nowrap', color: colour.inkSoft },
});
const Opaque = styled('span')({ fontFamily: MONO, fontSize: 12, color: colour.inkSoft });

export function AuditPart() {
  const { t } = useTranslation();
  const { acts } = useApp();
  const { verifyAudit, exportAudit } = useTasks(null, names);
  useEffect(() => {
    void acts.keep.readAudit(true);
  }, [acts]);
  return (
    <>
      <Lead>{t('audit.lead')}</Lead>
      <Card title={t('audit.whole')}>
        <Row>
          <Button
            disabled={verifyAudit.status === 'working'}
            startIcon={<ShieldCheck size={16} strokeWidth={STROKE} aria-hidden />}
            onClick={() => void acts.keep.run('verifyAudit', null)}
          >
            {verifyAudit.status === 'working' ? t('audit.verifying') : t('audit.verify')}
          </Button>
          <Button
            disabled={exportAudit.status === 'working'}
            startIcon={<FileDown size={16} strokeWidth={STROKE} aria-hidden />}
            onClick={() => void acts.keep.run('exportAudit', null)}
          >
            {t('audit.export')}
          </Button>
          {exportAudit.status === 'done' && (
            <Done>{t('audit.exported', { name: exportAudit.value.name })}</Done>
          )}
        </Row>
        {verifyAudit.status === 'done' && <Verdict check={verifyAudit.value} />}
        <Refused task={verifyAudit} />
        <Refused task={exportAudit} />
      </Card>
      <Entries />
    </>
  );
}

function Verdict({ check }: { readonly check: AuditCheck }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { given } = check;
  if (!check.sound) {
    const why = check.behindGiven ? 'audit.cut' : 'audit.broken';
    return (
      <div role="alert">
        <Problem>{t(why, { at: check.brokenAt ?? 0 })}</Problem>
      </div>
    );
  }
  return (
    <>
      <Done>{t('audit.sound', { count: check.events })}</Done>
      <Soft>
        {given === null
          ? t('audit.notGiven')
          : t('audit.given', { at: given.seq, when: dateTime(given.at, language) })}
      </Soft>
      <div>
        <Soft>{t('audit.head')}</Soft>
        <Sum dir="ltr">{check.head}</Sum>
      </div>
    </>
  );
}

function Entries() {
  const { t } = useTranslation();
  const { stores, acts } = useApp();
  const { status, events, earlier } = useStore(stores.audit);
  return (
    <Card title={t('audit.list')}>
      <Soft>{t('audit.gathered')}</Soft>
      {events.length > 0 && (
        <Table>
          <thead>
            <tr>
              <th scope="col">{t('audit.when')}</th>
              <th scope="col">{t('audit.what')}</th>
              <th scope="col">{t('audit.by')}</th>
            </tr>
          </thead>
          <tbody>
            {gathered(events).map(({ event, times }) => (
              <Entry key={event.seq} event={event} times={times} />
            ))}
          </tbody>
        </Table>
      )}
      {status === 'ready' && events.length === 0 && <Soft>{t('audit.none')}</Soft>}
      {status === 'loading' && <Soft role="status">{t('audit.loading')}</Soft>}
      {status === 'failed' && <Problem>{t('audit.failed')}</Problem>}
      {earlier && status === 'ready' && (
        <Row>
          <Button onClick={() => void acts.keep.readAudit(false)}>{t('audit.earlier')}</Button>
        </Row>
      )}
    </Card>
  );
}

/** What an act counts; entries where nothing else is said. */
const counted = {
  'wrong-tries': 'times',
  'incidents-imported': 'incidents',
  'retention-changed': 'periods',
  'retention-arrived': 'periods',
  'idle-changed': 'minutes',
} as const satisfies Partial<Record<AuditAct, string>>;
const countedBy = (act: AuditAct): (typeof counted)[keyof typeof counted] | 'entries' =>
  act in counted ? counted[act as keyof typeof counted] : 'entries';

/** So much of an opaque name tells two apart. */
const SHOWN = 8;

function Entry({ event, times }: Gathered) {
  const { t } = useTranslation();
  const { stores } = useApp();
  const { language } = useLanguage();
  const known = stores.heads.get().byId.get(event.about ?? '')?.reference;
  const about = known ?? event.about?.slice(0, SHOWN);
  const own = useStore(stores.facts).team?.device;
  return (
    <tr>
      <td>
        <bdi>{dateTime(event.at, language)}</bdi>
      </td>
      <td>
        {t(`audit.act.${event.act}`)}
        {event.count !== null && (event.count > 0 || event.act === 'idle-changed') && (
          <> · {t(`audit.many.${countedBy(event.act)}`, { count: event.count })}</>
        )}
        {times > 1 && <> · {t('audit.many.times', { count: times })}</>}{' '}
        {about !== undefined && <Opaque title={event.about ?? ''}>{about}</Opaque>}
      </td>
      <td>
        {event.by === own ? (
          t('audit.thisDevice')
        ) : (
          <Opaque dir="ltr" title={event.by}>
            {event.by.slice(0, SHOWN)}
          </Opaque>
        )}
      </td>
    </tr>
  );
}
