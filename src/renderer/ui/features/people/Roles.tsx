// Room: ui/features/people. Choosing what a device may do, with what that means below.
import { useTranslation } from 'react-i18next';
import { TEAM_ROLES, type TeamRole } from '../../../../contract/people.ts';
import { Choice } from '../../parts/Choice.tsx';
import { Help } from '../../parts/Field.tsx';

interface Props {
  readonly chosen: readonly TeamRole[];
  readonly onChange: (chosen: readonly TeamRole[]) => void;
}

export function Roles({ chosen, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <div>
      <Choice
        pick="many"
        label={t('people.roles')}
        options={TEAM_ROLES.map((role) => ({ value: role, label: t(`people.role.${role}`) }))}
        chosen={chosen}
        onChange={(picked) => onChange(TEAM_ROLES.filter((role) => picked.includes(role)))}
        problem={chosen.length === 0 ? t('people.roleMissing') : undefined}
      />
      {chosen.map((role) => (
        <Help key={role}>{t(`people.roleHelp.${role}`)}</Help>
      ))}
    </div>
  );
}
