// Room: ui/features/case. One case: head with its state of saving, then the form.
import { styled } from '@mui/material/styles';
import { useEffect, useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../../../../contract/case.ts';
import { useApp } from '../../app/app-context.ts';
import type { CaseEntry } from '../../app/state/cases.ts';
import { useStore } from '../../app/store.ts';
import { colour } from '../../theme/colour.ts';
import { FromTalk } from '../annotate/FromTalk.tsx';
import { CaseFormContext } from './form-context.ts';
import { CaseHead, ComingHead } from './CaseHead.tsx';
import { EvidenceSection } from './EvidenceSection.tsx';
import { FateSection } from './FateSection.tsx';
import { Jumps, useSections } from './Jumps.tsx';
import { Panel, Scroller, Section, Top } from './layout.ts';
import { partNames, type Part } from './parts.ts';
import { SourceSection, WhatSection, WhenSection, WhoSection } from './sections.tsx';

const Title = styled('h3')({ fontSize: 13, color: colour.ink });

/** Each part of the form. One left out does not compile. */
const parts = {
  when: WhenSection,
  what: WhatSection,
  who: WhoSection,
  source: SourceSection,
  evidence: EvidenceSection,
  fate: FateSection,
} satisfies Record<Part, () => ReactNode>;

interface Props {
  readonly id: string;
  /** Where closing leads when not back to the conversation beside it. */
  readonly onClose?: () => void;
}

export function CasePanel({ id, onClose }: Props) {
  const { stores, acts } = useApp();
  const entry = useStore(stores.cases).get(id);
  const missing = entry === undefined;
  useEffect(() => {
    if (missing) void acts.cases.read(id);
  }, [acts, id, missing]);
  useEffect(
    () => () => {
      void acts.cases.save(id);
    },
    [acts, id],
  );
  if (entry === undefined) {
    return (
      <Panel aria-busy>
        <Top>
          <ComingHead id={id} />
        </Top>
      </Panel>
    );
  }
  const close = onClose ?? (() => stores.view.send({ type: 'case-panel', shown: false }));
  return <OpenCase key={id} entry={entry} onClose={close} />;
}

interface OpenProps {
  readonly entry: CaseEntry;
  readonly onClose: () => void;
}

function OpenCase({ entry, onClose }: OpenProps) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const { id, reference } = entry.file;
  const { scroller, current, jump } = useSections(partNames);
  const form = useMemo(
    () => ({ entry, edit: (change: Partial<Incident>) => acts.cases.edit(id, change) }),
    [entry, acts, id],
  );
  return (
    <CaseFormContext value={form}>
      <Panel aria-label={t('case.region', { reference })}>
        <Top>
          <CaseHead onClose={onClose} />
          <Jumps parts={partNames} current={current} onJump={jump} />
        </Top>
        <Scroller ref={scroller}>
          {partNames.map((part) => {
            const Part = parts[part];
            return (
              <Section key={part} data-part={part} aria-label={t(`case.section.${part}`)}>
                <Title>{t(`case.section.${part}`)}</Title>
                <FromTalk part={part} />
                <Part />
              </Section>
            );
          })}
        </Scroller>
      </Panel>
    </CaseFormContext>
  );
}
