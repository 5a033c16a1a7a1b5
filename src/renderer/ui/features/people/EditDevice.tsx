// Room: ui/features/people. One device: its name here, its roles for everybody, and its way out of the team.
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NAME_LIMIT, type RosterDevice, type TeamRole } from '../../../../contract/people.ts';
import { useApp } from '../../app/app-context.ts';
import { DangerText } from '../../parts/DangerButton.tsx';
import { Sheet, Ways } from '../../parts/Sheet.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { Answer, useBusy } from './Answer.tsx';
import { Removal } from './Removal.tsx';
import { Roles } from './Roles.tsx';

interface Props {
  readonly device: RosterDevice;
  readonly mayChange: boolean;
  readonly onClose: () => void;
}

const same = (a: readonly TeamRole[], b: readonly TeamRole[]): boolean => a.join() === b.join();

export function EditDevice({ device, mayChange, onClose }: Props) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const [name, setName] = useState(device.name);
  const [roles, setRoles] = useState(device.roles);
  const [removing, setRemoving] = useState(false);
  const busy = useBusy();
  const { id, mine } = device;
  const at = `device ${id}`;
  const close = (): void => {
    acts.people.tidy();
    onClose();
  };
  const save = async (): Promise<void> => {
    const isSame = name.trim() === '' || name.trim() === device.name;
    const rename = async (): Promise<boolean> =>
      mine
        ? await acts.people.nameSelf(at, { name: name.trim() })
        : await acts.people.name(at, { device: id, name: name.trim() });
    if (!isSame && !(await rename())) return;
    if (!same(roles, device.roles) && !(await acts.people.setRoles(at, { device: id, roles }))) {
      return;
    }
    close();
  };
  return (
    <Sheet open title={t('people.editTitle')} onClose={close}>
      <form
        style={{ display: 'contents' }}
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy && roles.length > 0) void save();
        }}
      >
        <TextField
          autoFocus
          label={t(mine ? 'people.ownName' : 'people.name')}
          help={t(mine ? 'people.ownNameHelp' : 'people.nameHelp')}
          value={name}
          onChange={setName}
          maxLength={NAME_LIMIT}
        />
        {mayChange && <Roles chosen={roles} onChange={setRoles} />}
        {mayChange && !mine && (
          <div>
            <DangerText disabled={busy} onClick={() => setRemoving(true)}>
              {t('people.remove')}
            </DangerText>
          </div>
        )}
        <Answer at={at} />
        <Ways>
          <Button onClick={close}>{t('common.cancel')}</Button>
          <Button type="submit" variant="contained" disabled={busy || roles.length === 0}>
            {t('people.save')}
          </Button>
        </Ways>
      </form>
      <Removal
        open={removing}
        device={{ ...device, listed: true }}
        onClose={() => setRemoving(false)}
        onGo={(code) => {
          setRemoving(false);
          const done =
            code === null
              ? acts.people.remove(at, { device: id })
              : acts.people.removeCoordinator(at, { device: id, code });
          void done.then((removed) => {
            if (removed) close();
          });
        }}
      />
    </Sheet>
  );
}
