// Room: ui/parts. A labelled line or block of text.
import OutlinedInput from '@mui/material/OutlinedInput';
import type { HTMLInputTypeAttribute, KeyboardEventHandler, ReactNode } from 'react';
import { Field } from './Field.tsx';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onBlur?: () => void;
  readonly type?: HTMLInputTypeAttribute;
  readonly note?: string | undefined;
  readonly missing?: string | undefined;
  readonly help?: ReactNode;
  readonly problem?: string | undefined;
  readonly rows?: number;
  readonly end?: ReactNode;
  readonly autoFocus?: boolean;
  readonly autoComplete?: string;
  readonly maxLength?: number;
  readonly max?: string;
  readonly min?: string;
  readonly mono?: boolean;
  readonly disabled?: boolean;
  readonly onKeyDown?: KeyboardEventHandler;
}

export function TextField(props: Props) {
  const { label, note, missing, help, problem, rows, mono, maxLength, max, min } = props;
  return (
    <Field {...{ label, note, missing, help, problem }}>
      {({ id, describedBy }) => (
        <OutlinedInput
          id={id}
          fullWidth
          value={props.value}
          type={props.type ?? 'text'}
          error={problem !== undefined}
          disabled={props.disabled ?? false}
          autoFocus={props.autoFocus ?? false}
          autoComplete={props.autoComplete ?? 'off'}
          endAdornment={props.end}
          sx={{ '&.MuiInputBase-adornedEnd': { paddingInlineEnd: '2px' } }}
          {...(rows === undefined ? {} : { multiline: true, minRows: rows, maxRows: 14 })}
          onChange={({ target }) => props.onChange(target.value)}
          onBlur={props.onBlur}
          onKeyDown={props.onKeyDown}
          inputProps={{
            'aria-describedby': describedBy,
            spellCheck: false,
            dir: props.type === undefined ? 'auto' : undefined,
            maxLength,
            max,
            min,
            ...(mono === true
              ? { style: { fontFamily: 'ui-monospace, monospace', letterSpacing: 1 } }
              : {}),
          }}
        />
      )}
    </Field>
  );
}
