// Room: ui/parts. Copies one text and says that it did.
import Button from '@mui/material/Button';
import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { copyText } from './copy-text.ts';
import { STROKE } from './IconAction.tsx';
import { Problem } from './Field.tsx';

const SHOWN_MS = 2500;

export function CopyButton({ text, label }: { readonly text: string; readonly label: string }) {
  const { t } = useTranslation();
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');
  useEffect(() => {
    if (state !== 'copied') return undefined;
    const timer = setTimeout(() => setState('idle'), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [state]);
  const Icon = state === 'copied' ? Check : Copy;
  const copy = async (): Promise<void> => setState((await copyText(text)) ? 'copied' : 'failed');
  return (
    <>
      <Button
        startIcon={<Icon size={16} strokeWidth={STROKE} aria-hidden />}
        onClick={() => void copy()}
      >
        <span aria-live="polite">{state === 'copied' ? t('common.copied') : label}</span>
      </Button>
      {state === 'failed' && <Problem>{t('common.copyFailed')}</Problem>}
    </>
  );
}
