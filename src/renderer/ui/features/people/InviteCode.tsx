// Room: ui/features/people. An invite as a QR code, for somebody who sits beside: shown only while it is asked for.
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { QrCode } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { encode } from 'uqr';
import { Help } from '../../parts/Field.tsx';
import { STROKE } from '../../parts/IconAction.tsx';

/** Cameras want dark on light with a margin, whatever the colours of the app are. */
const Paper = styled('div')({
  width: 'fit-content',
  maxWidth: '100%',
  margin: '4px 0 8px',
  padding: 16,
  borderRadius: 8,
  backgroundColor: '#fff',
  forcedColorAdjust: 'none',
  lineHeight: 0,
  '& svg': { maxWidth: '100%', height: 'auto' },
});

/** Whole pixels, or the lines of the picture come out uneven. */
const MODULE_PX = 4;

export function InviteCode({ link }: { readonly link: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <>
      <Button
        variant="text"
        aria-expanded={open}
        aria-controls={id}
        startIcon={<QrCode size={16} strokeWidth={STROKE} aria-hidden />}
        onClick={() => setOpen(!open)}
      >
        {t(open ? 'people.hideCode' : 'people.showCode')}
      </Button>
      <div id={id} hidden={!open}>
        {open && (
          <>
            <Paper>
              <Picture link={link} />
            </Paper>
            <Help>{t('people.codeHelp')}</Help>
          </>
        )}
      </div>
    </>
  );
}

function Picture({ link }: { readonly link: string }) {
  const { t } = useTranslation();
  const { size, data } = encode(link, { ecc: 'M', border: 0 });
  const dark = data.flatMap((row, y) => row.flatMap((on, x) => (on ? [`M${x} ${y}h1v1h-1z`] : [])));
  return (
    <svg
      viewBox={`0 0 ${size} ${size}`}
      width={size * MODULE_PX}
      role="img"
      aria-label={t('people.code')}
      shapeRendering="crispEdges"
      data-testid="invite-code"
    >
      <path d={dark.join('')} fill="#000" />
    </svg>
  );
}
