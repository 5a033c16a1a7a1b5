// Room: ui/features/conversation. Below the messages: what is looked for and not in sight, and the way to the newest.
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { ArrowDown } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageId, OpenMessage } from '../../../../contract/desk.ts';
import type { Talk } from '../../app/state/talks.ts';
import { STROKE } from '../../parts/IconAction.tsx';
import { colour } from '../../theme/colour.ts';
import type { Drawn } from './use-log-window.ts';

const Foot = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  justifyContent: 'center',
  gap: '2px 12px',
  flex: 'none',
  padding: '2px 18px',
  fontSize: 13,
  color: colour.inkSoft,
  '&:empty': { display: 'none' },
});

interface SoughtProps {
  readonly sought: MessageId | null;
  readonly found: boolean;
  readonly talk: Talk;
}

/** While a message that was searched for is read back to, and when it was nowhere. */
export function SoughtLine({ sought, found, talk }: SoughtProps) {
  const { t } = useTranslation();
  // Once found it may leave what was read without being missed.
  const [met, setMet] = useState<MessageId | null>(null);
  if (found && met !== sought) setMet(sought);
  const missing = sought !== null && !found && met !== sought;
  const words = talk.earlier ? 'soughtComing' : 'soughtNowhere';
  return <Foot role="status">{missing && <span>{t(`conversation.${words}`)}</span>}</Foot>;
}

interface NewestProps {
  readonly drawn: Pick<Drawn, 'newest'>;
  readonly newest: OpenMessage | undefined;
  readonly endSeen: boolean;
  readonly onEnd: () => void;
}

/** Whoever reads further back is told when somebody writes, and is one press away from it. */
export function NewestLine({ drawn, newest, endSeen, onEnd }: NewestProps) {
  const { t } = useTranslation();
  const [known, setKnown] = useState(newest?.id);
  if (endSeen && known !== newest?.id) setKnown(newest?.id);
  const came = !endSeen && known !== newest?.id;
  return (
    <>
      {/* One that is in the page is read out there. */}
      <Foot role={drawn.newest ? undefined : 'status'}>
        {came && <span>{t('conversation.newBelow')}</span>}
      </Foot>
      {(came || !drawn.newest) && (
        <Foot>
          <Button
            size="small"
            onClick={onEnd}
            startIcon={<ArrowDown size={16} strokeWidth={STROKE} aria-hidden />}
          >
            {t('conversation.toNewest')}
          </Button>
        </Foot>
      )}
    </>
  );
}
