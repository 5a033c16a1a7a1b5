// Room: ui/features/conversation. The lock of a restricted conversation, and what stands in place of the reply box for who may not read on.
import { styled } from '@mui/material/styles';
import { Lock as LockSign } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Restricted } from '../../../../contract/work.ts';
import { useApp } from '../../app/app-context.ts';
import { useStore } from '../../app/store.ts';
import { STROKE } from '../../parts/IconAction.tsx';
import { Pill } from '../../parts/Pill.tsx';
import { colour } from '../../theme/colour.ts';
import { lockWords, readersNamed } from './readers.ts';

const Who = styled(Pill)({ whiteSpace: 'normal', '& svg': { flex: 'none' } });
const Late = styled('span')({ fontSize: 12, color: colour.inkSoft });
const Note = styled('aside')({
  display: 'flex',
  gap: 12,
  width: '100%',
  maxWidth: 860,
  margin: '4px auto 16px',
  padding: '12px 16px',
  border: `1px solid ${colour.line}`,
  borderRadius: 14,
  backgroundColor: colour.surface,
  '& p': { color: colour.inkSoft, margin: 0 },
  '& p:first-of-type': { color: colour.ink, fontWeight: 600 },
  '& svg': { flex: 'none', marginTop: 2 },
});

interface Props {
  readonly restricted: Restricted;
}

/** Names of the devices that read on beside this one. */
function useOthers({ devices }: Restricted): string {
  const { t } = useTranslation();
  const { stores } = useApp();
  const { roster } = useStore(stores.people);
  const own = roster?.devices.find((one) => one.mine)?.id;
  return readersNamed(
    t,
    devices.filter((device) => device !== own),
    roster,
  );
}

export function Lock({ restricted }: Props) {
  const { t } = useTranslation();
  const words = lockWords(t, restricted, useOthers(restricted));
  const late = restricted.waits || restricted.devices.length === 0;
  return (
    <>
      <Who tone={late ? 'waiting' : 'accent'}>
        <LockSign size={13} strokeWidth={STROKE} aria-hidden />
        <span>{words}</span>
      </Who>
      {restricted.waits && <Late role="status">{t('restrict.waits')}</Late>}
    </>
  );
}

export function NotForYou({ restricted }: Props) {
  const { t } = useTranslation();
  const names = useOthers(restricted);
  const who = names === '' ? t('restrict.outNobody') : t('restrict.outWho', { names });
  return (
    <Note>
      <LockSign size={18} strokeWidth={STROKE} aria-hidden />
      <div>
        <p>{t('restrict.out', { who })}</p>
        <p>{t('restrict.outStays')}</p>
      </div>
    </Note>
  );
}
