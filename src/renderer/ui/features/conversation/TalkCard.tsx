// Room: ui/features/conversation. The frame of what is not a text: an icon, a title, and what can be done.
import { styled } from '@mui/material/styles';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { STROKE } from '../../parts/IconAction.tsx';
import { colour } from '../../theme/colour.ts';

const Frame = styled('div')({
  display: 'flex',
  flexDirection: 'column',
  gap: 8,
  padding: '10px 14px 12px',
  border: `1px solid ${colour.line}`,
  borderRadius: 10,
  backgroundColor: colour.raised,
  fontSize: 13,
  minWidth: 0,
  overflowWrap: 'anywhere',
});
const Title = styled('h3')({
  display: 'flex',
  alignItems: 'baseline',
  flexWrap: 'wrap',
  gap: '2px 8px',
  fontSize: 14,
  fontWeight: 600,
  '& svg': { flex: 'none', alignSelf: 'center', color: colour.inkSoft },
});

export const Actions = styled('div')({ display: 'flex', flexWrap: 'wrap', gap: 8 });

interface Props {
  readonly icon: LucideIcon;
  readonly title: ReactNode;
  readonly children?: ReactNode;
}

export function TalkCard({ icon: Icon, title, children }: Props) {
  return (
    <Frame>
      <Title>
        <Icon size={16} strokeWidth={STROKE} aria-hidden />
        {title}
      </Title>
      {children}
    </Frame>
  );
}
