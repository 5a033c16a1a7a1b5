// Room: ui/features/annotate. The words behind a count, each with its way back into the conversation.
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnnotationRequests, Codebook, CodeId } from '../../../../contract/annotation.ts';
import { useApp } from '../../app/app-context.ts';
import { useLanguage } from '../../app/use-language.ts';
import { Sheet, Ways } from '../../parts/Sheet.tsx';
import { colour } from '../../theme/colour.ts';
import { treeOf } from './look.ts';
import { Quoted } from './Quoted.tsx';

const List = styled('div')({
  display: 'flex',
  flexDirection: 'column',
  gap: 14,
  maxHeight: '56vh',
  overflow: 'auto',
});
const Foot = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  justifyContent: 'space-between',
  gap: 8,
  fontSize: 12,
  color: colour.inkSoft,
});

interface Props {
  readonly codes: readonly CodeId[];
  readonly creator: string | null;
  readonly codebook: Codebook;
  readonly onClose: () => void;
}

export function PassagesSheet({ codes, creator, codebook, onClose }: Props) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const { codesIn } = useLanguage();
  const [found, setFound] = useState<AnnotationRequests['codedPassages']['output'] | null>(null);
  useEffect(() => {
    void acts.marking.passages(codes, creator).then(setFound);
  }, [acts, codes, creator]);
  const names = codes.map((code) => treeOf(codebook).label(code, codesIn)).join(' + ');
  return (
    <Sheet open title={names} onClose={onClose}>
      {found === null ? (
        <p role="status">{t('codes.counting')}</p>
      ) : (
        <List tabIndex={0} role="group" aria-label={names}>
          {found.passages.map(({ creator: by, ...one }, at) => (
            <div key={`${one.message} ${at}`}>
              {one.veiled ? <p>{t('codes.veiled')}</p> : <Quoted exact={one.exact} />}
              {one.memo !== '' && <p dir="auto">{one.memo}</p>}
              <Foot>
                <span>
                  {one.title} · {by}
                </span>
                <Button
                  size="small"
                  variant="text"
                  onClick={() => void acts.talk.open(one.conversation, one.message)}
                >
                  {t('codes.inTalk')}
                </Button>
              </Foot>
            </div>
          ))}
          {found.more && <p>{t('codes.more')}</p>}
        </List>
      )}
      <Ways>
        <Button onClick={onClose}>{t('common.close')}</Button>
      </Ways>
    </Sheet>
  );
}
