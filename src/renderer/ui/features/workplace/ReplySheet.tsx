// Room: ui/features/workplace. One reply kept ready: its name, and its words in each language.
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CHAT_LANGUAGES } from '../../../../contract/profile.ts';
import { READY_LIMIT, type ReadyReply } from '../../../../contract/workplace.ts';
import { useBusy } from '../../app/use-busy.ts';
import { useLanguage } from '../../app/use-language.ts';
import { languageName } from '../../i18n/format.ts';
import { Choice } from '../../parts/Choice.tsx';
import { Help, Problem } from '../../parts/Field.tsx';
import { Sheet, Ways } from '../../parts/Sheet.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { refusedBy, type Refused } from './reply-refusal.ts';
import { isTooLong, problemIn, replyFrom, withReply } from './reply-draft.ts';

interface Props {
  /** Null: a new one. */
  readonly reply: ReadyReply | null;
  /** Those it is kept among. */
  readonly replies: readonly ReadyReply[];
  /** Null when they are kept, else why not. */
  readonly keep: (replies: readonly ReadyReply[]) => Promise<string | null>;
  readonly onClose: () => void;
}

export function ReplySheet({ reply, replies, keep, onClose }: Props) {
  const { t } = useTranslation();
  const { language: screen } = useLanguage();
  const { busy, run } = useBusy();
  const [name, setName] = useState(reply?.name ?? '');
  const [texts, setTexts] = useState<ReadonlyMap<string, string>>(
    () => new Map(reply?.texts.map((one) => [one.language, one.text]) ?? [[screen, '']]),
  );
  const [refused, setRefused] = useState<Refused | null>(null);
  const draft = replyFrom(name, texts);
  const problem = problemIn(draft, { replies, before: reply });

  const save = async (): Promise<void> => {
    const why = await keep(withReply(replies, draft, reply));
    if (why === null) onClose();
    else setRefused(refusedBy(why));
  };
  const languages = [...new Set([...CHAT_LANGUAGES, ...texts.keys()])];

  return (
    <Sheet open title={t(reply === null ? 'ready.new' : 'ready.change')} onClose={onClose}>
      <TextField
        autoFocus={reply === null}
        label={t('ready.nameField')}
        help={t('ready.nameHelp')}
        value={name}
        onChange={setName}
        problem={
          problem === 'name-taken' || problem === 'name-long'
            ? t(`ready.problem.${problem}`)
            : undefined
        }
      />
      <Choice
        pick="many"
        label={t('ready.languages')}
        options={languages.map((tag) => ({ value: tag, label: languageName(tag, screen) }))}
        chosen={[...texts.keys()]}
        onChange={(chosen) =>
          setTexts(new Map(chosen.map((language) => [language, texts.get(language) ?? ''])))
        }
      />
      {[...texts].map(([language, text]) => (
        <TextField
          key={language}
          rows={3}
          label={languageName(language, screen)}
          value={text}
          onChange={(typed) => setTexts(new Map(texts).set(language, typed))}
          problem={isTooLong(text) ? t('ready.problem.text-long') : undefined}
        />
      ))}
      <Help>
        {t('ready.variables', { alias: '{alias}', team: '{team}', date: '{date}', name: '{name}' })}
      </Help>
      {problem === 'many' && <Problem>{t('ready.problem.many', { count: READY_LIMIT })}</Problem>}
      {refused !== null && (
        <div role="alert">
          <Problem>{t(`ready.refusal.${refused}`)}</Problem>
        </div>
      )}
      <Ways>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button variant="contained" disabled={busy || problem !== null} onClick={() => run(save)}>
          {t('ready.save')}
        </Button>
      </Ways>
    </Sheet>
  );
}
