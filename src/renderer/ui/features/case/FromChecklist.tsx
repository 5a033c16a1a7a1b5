// Room: ui/features/case. Checklists for acute danger that were recorded in the conversation: one press takes them into the case.
import { Plus } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isDangerRecord, type DangerRecord } from '../../../../contract/danger.ts';
import type { ConversationId, OpenMessage } from '../../../../contract/desk.ts';
import { useApp } from '../../app/app-context.ts';
import { useStore } from '../../app/store.ts';
import { useLanguage } from '../../app/use-language.ts';
import { dateTime } from '../../i18n/format.ts';
import { STROKE } from '../../parts/IconAction.tsx';
import { useCaseForm } from './form-context.ts';
import { isIn, withRecord } from './from-checklist.ts';
import { Fill, Offer } from './Offer.tsx';

export function FromChecklist() {
  const { conversation } = useCaseForm().entry.file;
  return conversation === null ? null : <Offered conversation={conversation} />;
}

const recordIn = (message: OpenMessage): readonly DangerRecord[] =>
  message.kind === 'note' && isDangerRecord(message.text) ? [message] : [];

function Offered({ conversation }: { readonly conversation: ConversationId }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { entry, edit } = useCaseForm();
  const records = useRecords(conversation);
  const box = useRef<HTMLDivElement>(null);
  const { narrative } = entry.incident;
  const offered = records.filter((record) => !isIn(narrative, record));
  if (offered.length === 0) return null;
  const fill = (record: DangerRecord): void => {
    edit({ narrative: withRecord(narrative, record) });
    // What was pressed is gone: the keyboard goes on in what it filled.
    box.current?.parentElement?.querySelector('textarea')?.focus();
  };
  return (
    <Offer ref={box} role="group" aria-label={t('danger.recorded')}>
      <h4>{t('danger.recorded')}</h4>
      <ul>
        {offered.map((record) => (
          <li key={record.id}>
            <Fill onClick={() => fill(record)}>
              <Plus size={15} strokeWidth={STROKE} aria-hidden />
              <span>
                {t('danger.fill', {
                  what: `${t('danger.title')}, ${dateTime(record.at, language)}`,
                })}
              </span>
            </Fill>
          </li>
        ))}
      </ul>
    </Offer>
  );
}

/** Asked for when the case opens, and whatever is recorded beside it since. */
function useRecords(conversation: ConversationId): readonly DangerRecord[] {
  const { stores, acts } = useApp();
  const [found, setFound] = useState<readonly DangerRecord[]>([]);
  const messages = useStore(stores.talks).get(conversation)?.messages ?? [];
  useEffect(() => {
    let over = false;
    void acts.danger.records(conversation).then((all) => {
      if (!over && all !== null) setFound(all);
    });
    return () => {
      over = true;
    };
  }, [acts, conversation]);
  const known = new Set(found.map(({ id }) => id));
  return [...found, ...messages.flatMap(recordIn).filter(({ id }) => !known.has(id))];
}
