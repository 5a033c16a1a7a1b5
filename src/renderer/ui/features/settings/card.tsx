// Room: ui/features/settings. Boxes and sentences of the settings.
import { styled } from '@mui/material/styles';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { colour } from '../../theme/colour.ts';
import { Problem } from '../../parts/Field.tsx';
import { refusalWords, type Why } from './refusal.ts';

const Box = styled('section')({
  display: 'flex',
  flexDirection: 'column',
  gap: 12,
  padding: 20,
  border: `1px solid ${colour.line}`,
  borderRadius: 14,
  backgroundColor: colour.raised,
  '& h2, & h3': { fontSize: 14 },
});

const Head = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: '4px 12px',
  '& > h2, & > h3': { flex: 1 },
});

/** A paragraph that explains. */
export const Soft = styled('p')({ maxWidth: 620, fontSize: 13, color: colour.inkSoft });

/** Under the part's heading: what it is about. */
export const Lead = styled('p')({ maxWidth: 640, marginTop: -12, color: colour.inkSoft });

/** Buttons side by side. */
export const Row = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: 8,
});

/** A form inside a card, no wider than can be read. */
export const Form = styled('form')({
  display: 'flex',
  flexDirection: 'column',
  gap: 16,
  maxWidth: 420,
  paddingTop: 4,
});

interface CardProps {
  readonly title: string;
  /** Right below the title of a room it is an h2. */
  readonly heading?: 'h2' | 'h3';
  /** At the end of the title's line: how it stands. */
  readonly sign?: ReactNode;
  readonly children: ReactNode;
}

export function Card({ title, heading: Heading = 'h3', sign, children }: CardProps) {
  return (
    <Box aria-label={title}>
      <Head>
        <Heading>{title}</Heading>
        {sign}
      </Head>
      {children}
    </Box>
  );
}

interface Ended {
  readonly status: 'idle' | 'working' | 'refused' | 'done';
  readonly why?: Why;
}

/** Why something did not happen. A person who cancelled knows why. */
export function Refused({
  task,
  of = null,
}: {
  readonly task: Ended;
  readonly of?: 'restore' | null;
}) {
  const { t } = useTranslation();
  if (task.status !== 'refused' || task.why === undefined || task.why === 'cancelled') return null;
  return (
    <div role="alert">
      <Problem>{t(refusalWords(task.why, of))}</Problem>
    </div>
  );
}

const DoneLine = styled('p')({ fontSize: 13, fontWeight: 500, color: colour.accent });

/** That it worked, in a sentence. */
export function Done({ children }: { readonly children: ReactNode }) {
  return <DoneLine role="status">{children}</DoneLine>;
}
