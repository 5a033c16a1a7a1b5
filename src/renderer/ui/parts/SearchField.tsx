// Room: ui/parts. A field to find something in a list.
import InputAdornment from '@mui/material/InputAdornment';
import OutlinedInput from '@mui/material/OutlinedInput';
import { Search } from 'lucide-react';
import type { ReactNode } from 'react';
import { colour } from '../theme/colour.ts';
import { STROKE } from './IconAction.tsx';

interface Props {
  readonly id?: string;
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly end?: ReactNode;
  readonly autoFocus?: boolean;
  /** The list it leads, and the chosen entry in it: arrows move there while the cursor stays here. */
  readonly controls?: string;
  readonly active?: string | undefined;
}

export function SearchField(props: Props) {
  const { id, label, placeholder, value, onChange, end, autoFocus, controls, active } = props;
  return (
    <OutlinedInput
      id={id}
      type="search"
      autoFocus={autoFocus ?? false}
      value={value}
      placeholder={placeholder}
      onChange={({ target }) => onChange(target.value)}
      startAdornment={
        <InputAdornment position="start" sx={{ color: colour.inkSoft }}>
          <Search size={16} strokeWidth={STROKE} aria-hidden />
        </InputAdornment>
      }
      endAdornment={end}
      inputProps={{
        'aria-label': label,
        spellCheck: false,
        dir: 'auto',
        style: { fontSize: controls === undefined ? 13 : 15 },
        ...(controls === undefined
          ? {}
          : {
              role: 'combobox',
              'aria-autocomplete': 'list',
              'aria-expanded': active !== undefined,
              'aria-controls': controls,
              'aria-activedescendant': active,
            }),
      }}
      sx={{
        pr: '10px',
        pl: '10px',
        gap: '4px',
        '& .MuiInputBase-input': { px: 0 },
        // Esc and the delete key empty it; the browser's own cross would be a stranger here.
        '& input::-webkit-search-cancel-button': { display: 'none' },
      }}
    />
  );
}
