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
}

export function SearchField({ id, label, placeholder, value, onChange, end }: Props) {
  return (
    <OutlinedInput
      id={id}
      type="search"
      value={value}
      placeholder={placeholder}
      onChange={({ target }) => onChange(target.value)}
      startAdornment={
        <InputAdornment position="start" sx={{ color: colour.inkSoft }}>
          <Search size={16} strokeWidth={STROKE} aria-hidden />
        </InputAdornment>
      }
      endAdornment={end}
      inputProps={{ 'aria-label': label, spellCheck: false, style: { fontSize: 13 } }}
      sx={{ pr: '10px', pl: '10px', gap: '4px', '& .MuiInputBase-input': { px: 0 } }}
    />
  );
}
