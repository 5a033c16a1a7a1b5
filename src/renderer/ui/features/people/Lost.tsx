// Room: ui/features/people. Which coordinating devices are lost, and what follows from that.
import { useTranslation } from 'react-i18next';
import { Choice } from '../../parts/Choice.tsx';
import { Help } from '../../parts/Field.tsx';
import { Note } from '../../parts/Note.tsx';
import { nameOf } from './names.ts';

interface Listed {
  readonly id: string;
}

interface Props {
  readonly devices: readonly (Listed & { readonly name: string })[];
  /** Somebody said of these that they are still at hand: all others count as lost, also one that is listed only since. */
  readonly kept: readonly string[];
  readonly onChange: (kept: readonly string[]) => void;
}

/** As the vault is asked; null where somebody said of each that it is not lost. Where none is listed, the one that was is. */
export function lostOf(
  devices: readonly Listed[],
  kept: readonly string[],
): readonly string[] | null {
  const lost = devices.map(({ id }) => id).filter((id) => !kept.includes(id));
  return lost.length === 0 && devices.length > 0 ? null : lost;
}

export function Lost({ devices, kept, onChange }: Props) {
  const { t } = useTranslation();
  const lost = lostOf(devices, kept);
  return (
    <div>
      {devices.length > 0 ? (
        <Choice
          pick="many"
          label={t('regain.lost')}
          help={t('regain.lostHelp')}
          options={devices.map((one) => ({ value: one.id, label: nameOf(t, one) }))}
          chosen={lost ?? []}
          onChange={(chosen) =>
            onChange(devices.map(({ id }) => id).filter((id) => !chosen.includes(id)))
          }
        />
      ) : (
        <p>{t('regain.lostAll')}</p>
      )}
      {lost === null ? (
        <Note>
          <div>{t('regain.lostNone')}</div>
        </Note>
      ) : (
        <Help>{t('regain.pin')}</Help>
      )}
    </div>
  );
}
