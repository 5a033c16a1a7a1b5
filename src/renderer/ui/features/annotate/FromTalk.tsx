// Room: ui/features/annotate. What was marked in the conversation and is not in the form yet: one click fills it, the words say where it comes from.
import { styled } from '@mui/material/styles';
import { Plus } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Coding } from '../../../../contract/annotation.ts';
import type { Incident } from '../../../../contract/case.ts';
import type { ConversationId } from '../../../../contract/desk.ts';
import { isVeiled } from '../../../../contract/veil.ts';
import { useApp } from '../../app/app-context.ts';
import { ownMarks } from '../../app/state/marking.ts';
import { usePart, useStore } from '../../app/store.ts';
import { veilIn } from '../../app/state/veils.ts';
import { useLanguage } from '../../app/use-language.ts';
import { STROKE } from '../../parts/IconAction.tsx';
import { colour } from '../../theme/colour.ts';
import { useCaseForm } from '../case/form-context.ts';
import { Fill, Offer } from '../case/Offer.tsx';
import type { Part } from '../case/parts.ts';
import { treeOf } from './look.ts';
import { suggestionsFor, type Suggestion } from './suggestions.ts';

const From = styled('button')({
  display: 'block',
  maxWidth: '100%',
  padding: '2px 2px 0',
  border: 0,
  borderRadius: 4,
  background: 'none',
  font: 'inherit',
  fontSize: 12,
  lineHeight: '17px',
  textAlign: 'start',
  color: colour.inkSoft,
  cursor: 'pointer',
  overflow: 'hidden',
  textOverflow: 'ellipsis',
  whiteSpace: 'nowrap',
  '&:hover': { color: colour.ink, textDecoration: 'underline' },
  '&:focus-visible': { outline: `2px solid ${colour.accent}`, outlineOffset: 1 },
});

/** Which fields stand in which part of the form. */
const fieldsIn: Readonly<Record<Part, readonly (keyof Incident)[]>> = {
  when: ['placeType', 'platform'],
  what: ['category', 'secondaryCategories', 'bias', 'form'],
  who: ['victimAge', 'perpetratorRelation', 'identifiers'],
  source: ['reporterRole'],
  evidence: [],
  fate: [],
};

export function FromTalk({ part }: { readonly part: Part }) {
  const { stores, acts } = useApp();
  const { entry } = useCaseForm();
  const { coding, talks } = useStore(stores.marking);
  const { conversation } = entry.file;
  const known = conversation === null || (talks.has(conversation) && coding !== null);
  useEffect(() => {
    // The first part asks for all of them.
    if (part === 'when' && conversation !== null && !known) void acts.marking.look(conversation);
  }, [acts, part, conversation, known]);
  if (conversation === null || coding === null) return null;
  return <Offered part={part} conversation={conversation} coding={coding} />;
}

interface Props {
  readonly part: Part;
  readonly conversation: ConversationId;
  readonly coding: Coding;
}

function Offered({ part, conversation, coding }: Props) {
  const { t } = useTranslation();
  const { stores, acts } = useApp();
  const { entry, edit } = useCaseForm();
  const { codesIn } = useLanguage();
  const marking = useStore(stores.marking);
  const box = useRef<HTMLDivElement>(null);
  const tree = treeOf(coding.codebook);
  const hidden = useHidden(conversation);
  const { incident } = entry;
  const offered = useMemo(
    () =>
      suggestionsFor(ownMarks(marking, conversation), tree, incident).filter(
        ({ field, mark }) =>
          fieldsIn[part].includes(field) && !(field === 'identifiers' && hidden(mark)),
      ),
    [marking, conversation, tree, incident, part, hidden],
  );
  if (offered.length === 0) return null;
  const fill = ({ change }: Suggestion, at: number): void => {
    edit(change);
    // What was pressed is gone: the keyboard goes on with the next, or with what it filled.
    const { current } = box;
    const section = current?.parentElement;
    requestAnimationFrame(() => {
      const rest = box.current?.querySelectorAll<HTMLElement>('[data-fill]') ?? [];
      const next = rest[Math.min(at, rest.length - 1)];
      (next ?? section?.querySelector<HTMLElement>('input, button, [role=combobox]'))?.focus();
    });
  };
  const show = ({ mark }: Suggestion): void =>
    void acts.talk.open(conversation, mark.target.messageId);
  return (
    <Offer ref={box} role="group" aria-label={t('marking.fromTalk')}>
      <h4>{t('marking.fromTalk')}</h4>
      <ul>
        {offered.map((one, at) => {
          const { field, code, mark } = one;
          const named = field === 'identifiers' ? mark.target.exact : tree.label(code, codesIn);
          return (
            <li key={`${field} ${code} ${mark.id}`}>
              <Fill data-fill onClick={() => fill(one, at)}>
                <Plus size={15} strokeWidth={STROKE} aria-hidden />
                <span>
                  {t(`case.field.${field}`)}: <b dir="auto">{named}</b>
                </span>
              </Fill>
              <From type="button" title={t('marking.showWords')} onClick={() => show(one)}>
                {hidden(mark) ? t('inbox.veiled') : <bdi>„{mark.target.exact}“</bdi>}
              </From>
            </li>
          );
        })}
      </ul>
    </Offer>
  );
}

/** Whether somebody here has put the message with these words out of sight. */
function useHidden(conversation: ConversationId): (mark: Suggestion['mark']) => boolean {
  const { stores } = useApp();
  const veil = usePart(stores.inbox, (inbox) => veilIn(inbox, conversation));
  const messages = usePart(stores.talks, (talks) => talks.get(conversation)?.messages);
  return useCallback(
    ({ target: { messageId } }) =>
      isVeiled(veil, messageId) &&
      messages?.find(({ id }) => id === messageId)?.author !== 'operator',
    [veil, messages],
  );
}
