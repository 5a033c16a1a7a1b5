// Room: ui/features/conversation. How the reporter wants to be reached, what for, and when that no longer counts.
import { styled } from '@mui/material/styles';
import { ContactRound } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationSummary, MessageId } from '../../../../contract/desk.ts';
import type { ContactDetails } from '../../../../contract/talk.ts';
import { useApp } from '../../app/app-context.ts';
import { CopyButton } from '../../parts/CopyButton.tsx';
import { Help } from '../../parts/Field.tsx';
import { colour } from '../../theme/colour.ts';
import { TalkCard } from './TalkCard.tsx';

const List = styled('dl')({
  display: 'flex',
  flexDirection: 'column',
  gap: 6,
  margin: 0,
  width: 'min(440px, 100%)',
  '& > div': { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '2px 10px' },
  '& dt': { flex: '0 0 72px', color: colour.inkSoft, fontSize: 12 },
  '& dd': { flex: '1 1 140px', margin: 0, whiteSpace: 'pre-wrap', userSelect: 'text' },
  '& dd + dd': { flex: 'none' },
});

const COPIED = ['name', 'phone', 'email'] as const;

interface Props {
  readonly line: ConversationSummary;
  readonly message: MessageId;
  readonly empty: boolean;
}

export function ContactCard({ line, message, empty }: Props) {
  const { t } = useTranslation();
  if (empty) return <Said words={t('talk.contact.withdrawn')} />;
  if (line.contact !== message) return <Said words={t('talk.contact.replaced')} />;
  return <Current line={line} />;
}

function Said({ words }: { readonly words: string }) {
  const { t } = useTranslation();
  return (
    <TalkCard icon={ContactRound} title={t('talk.contact.title')}>
      <p>{words}</p>
    </TalkCard>
  );
}

/** Asked for when it is on screen, and forgotten when it is not. */
function Current({ line: { id } }: Pick<Props, 'line'>) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const [details, setDetails] = useState<ContactDetails | 'over' | 'failed' | 'reading'>('reading');
  useEffect(() => {
    let over = false;
    void acts.talk.contact(id).then((found) => {
      if (!over) setDetails(found);
    });
    return () => {
      over = true;
    };
  }, [acts, id]);
  if (typeof details === 'string') return <Said words={t(`talk.contact.${details}`)} />;
  const { purpose, when } = details;
  return (
    <TalkCard icon={ContactRound} title={t('talk.contact.title')}>
      <p dir="auto">
        {purpose === '' ? t('talk.contact.noPurpose') : `${t('talk.contact.purpose')}: ${purpose}`}
      </p>
      <List>
        {COPIED.filter((what) => details[what] !== '').map((what) => (
          <div key={what}>
            <dt>{t(`talk.contact.${what}`)}</dt>
            <dd>
              <bdi>{details[what]}</bdi>
            </dd>
            <dd>
              <CopyButton
                text={details[what]}
                label={t('talk.contact.copy', { what: t(`talk.contact.${what}`) })}
              />
            </dd>
          </div>
        ))}
        {when !== '' && (
          <div>
            <dt>{t('talk.contact.when')}</dt>
            <dd dir="auto">{when}</dd>
          </div>
        )}
      </List>
      <Help>{t('talk.contact.keep')}</Help>
    </TalkCard>
  );
}
