// Room: ui/features/conversation. What the reply box does not do, and why: said where somebody looks for it.
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../app/app-context.ts';
import { Sheet, Ways } from '../../parts/Sheet.tsx';

const whys = ['edit', 'spelling', 'translation', 'links', 'files', 'veil', 'told'] as const;

const Why = styled('div')({ '& h3': { marginBottom: 2 } });

export function WhySheet() {
  const { t } = useTranslation();
  const { stores } = useApp();
  const close = (): void => stores.view.send({ type: 'sheet', sheet: null });
  return (
    <Sheet open title={t('conversation.why.title')} onClose={close}>
      {whys.map((why) => (
        <Why key={why}>
          <h3>{t(`conversation.why.${why}.title`)}</h3>
          <p>{t(`conversation.why.${why}.body`)}</p>
        </Why>
      ))}
      <Ways>
        <Button onClick={close}>{t('common.close')}</Button>
      </Ways>
    </Sheet>
  );
}
