// Room: ui/features/figures. The table behind a drawing: for whoever wants it, for screen readers always, and on paper.
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { ChevronDown, ChevronUp } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { STROKE } from '../../parts/IconAction.tsx';
import { unseen } from '../../parts/unseen.ts';
import { Wide } from '../annotate/parts.ts';
import { Counts, type CountsProps } from './Counts.tsx';

const Frame = styled('div')({ position: 'relative' });

/** Out of sight and not out of reach. */
const Kept = styled(Wide)({
  '&[data-shown=false]': unseen,
  '@media print': { '&&': { position: 'static', width: 'auto', height: 'auto', clipPath: 'none' } },
});

export function Behind({ about, heads, rows }: CountsProps) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  const id = useId();
  const Icon = shown ? ChevronUp : ChevronDown;
  return (
    <Frame>
      <Button
        variant="text"
        size="small"
        aria-expanded={shown}
        aria-controls={id}
        aria-label={`${t('figures.asTable')}: ${about}`}
        endIcon={<Icon size={16} strokeWidth={STROKE} aria-hidden />}
        onClick={() => setShown(!shown)}
      >
        {t('figures.asTable')}
      </Button>
      <Kept id={id} data-shown={shown}>
        <Counts about={about} heads={heads} rows={rows} />
      </Kept>
    </Frame>
  );
}
