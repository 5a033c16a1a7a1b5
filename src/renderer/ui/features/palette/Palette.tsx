// Room: ui/features/palette. Every command and every conversation behind one field; wholly by keyboard.
import { useMemo, useState, type KeyboardEvent } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../app/app-context.ts';
import { situationOf } from '../../app/commands/situation.ts';
import { focusSoon, replyId } from '../../app/focus.ts';
import { useStore } from '../../app/store.ts';
import { FindSheet } from '../../parts/FindSheet.tsx';
import { SearchField } from '../../parts/SearchField.tsx';
import { entriesFor, type PaletteEntry } from './entries.ts';
import { EntryList, entryId, ENTRIES_ID } from './EntryList.tsx';

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

export function Palette() {
  const { t } = useTranslation();
  const app = useApp();
  const { stores, acts } = app;
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const { order: lines } = useStore(stores.inbox);
  // What is possible is read once: nothing moves behind the palette but the lines.
  const [now] = useState(() => situationOf(stores));
  const entries = useMemo(
    () => entriesFor({ text, now, lines, nameOf: ({ id }) => t(`commands.name.${id}`) }),
    [text, now, lines, t],
  );

  const close = (): void => stores.view.send({ type: 'sheet', sheet: null });
  const go = (entry: PaletteEntry): void => {
    // Gone first: it gives the keyboard back to where it was, and the command may then take it elsewhere.
    flushSync(close);
    switch (entry.kind) {
      case 'command':
        entry.command.act(app, now);
        return;
      case 'talk':
        void acts.talk.open(entry.line.id);
        focusSoon(replyId(entry.line.id));
        return;
      case 'search':
        acts.search.open();
        acts.search.type(entry.text);
    }
  };

  const keys = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const by = steps[event.key];
    if (by !== undefined && entries.length > 0) {
      event.preventDefault();
      setChosen((chosen + by + entries.length) % entries.length);
    }
    const entry = entries[chosen];
    if (event.key === 'Enter' && entry !== undefined) {
      event.preventDefault();
      go(entry);
    }
  };

  return (
    <FindSheet
      title={t('commands.title')}
      width={620}
      onClose={close}
      onKeys={keys}
      help={t('commands.hint')}
      found={t('commands.count', { count: entries.length })}
      field={
        <SearchField
          autoFocus
          label={t('commands.field')}
          placeholder={t('commands.field')}
          value={text}
          onChange={(typed) => {
            setText(typed);
            setChosen(0);
          }}
          controls={ENTRIES_ID}
          active={entryId(chosen)}
        />
      }
    >
      <EntryList entries={entries} chosen={chosen} onChoose={setChosen} onGo={go} />
    </FindSheet>
  );
}
