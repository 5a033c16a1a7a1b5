// Room: ui/parts. Confirming what cannot be taken back: the consequences said, and where it matters a word to type.
import Button from '@mui/material/Button';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DangerFill } from './DangerButton.tsx';
import { Sheet, Ways } from './Sheet.tsx';
import { TextField } from './TextField.tsx';

interface Props {
  readonly open: boolean;
  readonly title: string;
  /** What will happen, one sentence each. */
  readonly consequences: readonly string[];
  readonly go: string;
  /** Has to be typed before `go` can be pressed. */
  readonly word?: string;
  readonly children?: ReactNode;
  readonly onGo: () => void;
  readonly onClose: () => void;
}

export function Confirm({ open, onClose, title, ...rest }: Props) {
  return (
    <Sheet open={open} title={title} onClose={onClose}>
      <Question {...rest} onClose={onClose} />
    </Sheet>
  );
}

/** Its own component, so that a typed word is forgotten when the sheet closes. */
function Question({
  consequences,
  go,
  word,
  children,
  onGo,
  onClose,
}: Omit<Props, 'open' | 'title'>) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const ready = word === undefined || same(typed, word);
  return (
    <form
      style={{ display: 'contents' }}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) onGo();
      }}
    >
      <ul>
        {consequences.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
      {children}
      {word !== undefined && (
        <TextField
          autoFocus
          label={t('common.typeWord', { word })}
          value={typed}
          onChange={setTyped}
        />
      )}
      <Ways>
        {/* Enter on a question nobody has read yet does nothing. */}
        <Button onClick={onClose} autoFocus={word === undefined}>
          {t('common.cancel')}
        </Button>
        <DangerFill type="submit" disabled={!ready}>
          {go}
        </DangerFill>
      </Ways>
    </form>
  );
}

const same = (typed: string, word: string): boolean =>
  typed.trim().toLocaleLowerCase() === word.toLocaleLowerCase();
