// Room: ui/parts. One labelled field: label above, help and problem below, all tied together for a screen reader.
import { styled } from '@mui/material/styles';
import { CircleAlert, LockKeyhole } from 'lucide-react';
import { useId, type ReactNode } from 'react';
import { colour } from '../theme/colour.ts';
import { STROKE } from './IconAction.tsx';

const Frame = styled('div')({ display: 'flex', flexDirection: 'column', gap: 4, minWidth: 0 });

export const labelStyle = {
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'baseline',
  columnGap: 8,
  fontSize: 12,
  fontWeight: 600,
  lineHeight: '18px',
  color: colour.inkSoft,
} as const;

const Label = styled('label')(labelStyle);
export const Help = styled('div')({ fontSize: 12, lineHeight: '17px', color: colour.inkSoft });
const Note = styled('span')({ alignSelf: 'center', lineHeight: 0, color: colour.inkFaint });
const Missing = styled('span')({ fontWeight: 500, color: colour.waiting });

const ProblemLine = styled('p')({
  display: 'flex',
  gap: 6,
  fontSize: 12,
  lineHeight: '17px',
  // A sheet has a colour of its own for its paragraphs.
  '&&': { color: colour.danger },
  '& svg': { flex: 'none', marginTop: 1 },
});

/** What is wrong, in words, with an icon so that it does not hang on colour alone. */
export function Problem({ id, children }: { readonly id?: string; readonly children: ReactNode }) {
  return (
    <ProblemLine id={id}>
      <CircleAlert size={14} strokeWidth={STROKE} aria-hidden />
      <span>{children}</span>
    </ProblemLine>
  );
}

/** What the control inside a field needs to be found and described. */
export interface FieldIds {
  readonly id: string;
  readonly labelId: string;
  readonly describedBy: string | undefined;
}

interface Props {
  readonly label: string;
  /** Said by a small lock beside the label, e.g. "verlässt dieses Gerät nie". */
  readonly note?: string | undefined;
  /** A quiet "still missing"; not an error. */
  readonly missing?: string | undefined;
  readonly help?: ReactNode;
  readonly problem?: string | undefined;
  /** `group` labels a set of buttons by reference instead of one control. */
  readonly kind?: 'control' | 'group';
  readonly children: (ids: FieldIds) => ReactNode;
}

export function Field({ label, note, missing, help, problem, kind = 'control', children }: Props) {
  const id = useId();
  const ids = {
    label: `${id}-label`,
    help: `${id}-help`,
    problem: `${id}-problem`,
    aside: `${id}-aside`,
  };
  const described = [
    note === undefined && missing === undefined ? '' : ids.aside,
    problem === undefined ? '' : ids.problem,
    help === undefined ? '' : ids.help,
  ].filter((part) => part !== '');
  return (
    <Frame>
      <div style={labelStyle}>
        <Label id={ids.label} {...(kind === 'control' ? { htmlFor: id } : { as: 'span' })}>
          {label}
        </Label>
        {(note ?? missing) !== undefined && (
          <span id={ids.aside}>
            {note !== undefined && (
              <Note role="img" aria-label={note} title={note}>
                <LockKeyhole size={12} strokeWidth={STROKE} aria-hidden />
              </Note>
            )}
            {missing !== undefined && <Missing> {missing}</Missing>}
          </span>
        )}
      </div>
      {children({
        id,
        labelId: ids.label,
        describedBy: described.length === 0 ? undefined : described.join(' '),
      })}
      {problem !== undefined && <Problem id={ids.problem}>{problem}</Problem>}
      {help !== undefined && <Help id={ids.help}>{help}</Help>}
    </Frame>
  );
}
