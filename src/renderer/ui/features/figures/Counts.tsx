// Room: ui/features/figures. A table of numbers whose rows are named by their first cell.
import type { ReactNode } from 'react';
import { Table } from '../annotate/parts.ts';

export interface CountsProps {
  /** What the table is about; read out before it. */
  readonly about: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly ReactNode[])[];
}

export const Counts = ({ about, heads, rows }: CountsProps) => (
  <Table aria-label={about}>
    <thead>
      <tr>
        {heads.map((head, at) => (
          <th key={head} scope="col" {...(at === 0 ? {} : { 'data-number': true })}>
            {head}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {rows.map(([name, ...cells], at) => (
        <tr key={at}>
          <th scope="row">{name}</th>
          {cells.map((cell, n) => (
            <td key={n} data-number>
              {cell}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  </Table>
);
