// Room: ui/features/settings. Asks for the vault's passphrase before something that needs it.
import Button from '@mui/material/Button';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PassphraseField } from '../unlock/PassphraseField.tsx';
import { Form, Row, Soft } from './card.tsx';

interface Props {
  /** The button that begins, and the one that does it. */
  readonly start: string;
  readonly go: string;
  readonly note?: string;
  readonly working: boolean;
  readonly onGo: (passphrase: string) => void;
  /** Stands beside the button that begins. */
  readonly beside?: ReactNode;
}

export function WithPassphrase({ start, go, note, working, onGo, beside }: Props) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const [passphrase, setPassphrase] = useState('');
  const close = (): void => {
    setAsking(false);
    setPassphrase('');
  };
  if (!asking) {
    return (
      <Row>
        <Button disabled={working} onClick={() => setAsking(true)}>
          {start}
        </Button>
        {beside}
      </Row>
    );
  }
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault();
        if (passphrase === '' || working) return;
        onGo(passphrase);
        close();
      }}
    >
      {note !== undefined && <Soft>{note}</Soft>}
      <PassphraseField
        autoFocus
        fresh={false}
        label={t('keep.current')}
        value={passphrase}
        onChange={setPassphrase}
      />
      <Row>
        <Button onClick={close}>{t('common.cancel')}</Button>
        <Button type="submit" variant="contained" disabled={passphrase === ''}>
          {go}
        </Button>
      </Row>
    </Form>
  );
}
