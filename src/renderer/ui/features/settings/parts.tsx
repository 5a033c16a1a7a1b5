// Room: ui/features/settings. The seven parts. One left out does not compile.
import type { ReactNode } from 'react';
import type { SettingsPart } from '../../app/state/view.ts';
import { AuditPart } from './AuditPart.tsx';
import { BackupPart } from './BackupPart.tsx';
import { DutyPart } from './DutyPart.tsx';
import { MachinePart } from './MachinePart.tsx';
import { RetentionPart } from './RetentionPart.tsx';
import { SecurityPart } from './SecurityPart.tsx';
import { SubjectPart } from './SubjectPart.tsx';

const parts = {
  duty: () => <DutyPart />,
  machine: () => <MachinePart />,
  security: () => <SecurityPart />,
  backup: () => <BackupPart />,
  retention: () => <RetentionPart />,
  subject: () => <SubjectPart />,
  audit: () => <AuditPart />,
} satisfies Record<SettingsPart, () => ReactNode>;

export function Part({ part }: { readonly part: SettingsPart }) {
  return parts[part]();
}
