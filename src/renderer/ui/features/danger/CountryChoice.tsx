// Room: ui/features/danger. One country, by its name in the screen's language.
import { Choice } from '../../parts/Choice.tsx';
import { useLanguage } from '../../app/use-language.ts';

interface Props {
  readonly label: string;
  readonly countries: readonly string[];
  readonly country: string;
  readonly onPick: (country: string) => void;
}

export function CountryChoice({ label, countries, country, onPick }: Props) {
  const { language } = useLanguage();
  const names = new Intl.DisplayNames([language], { type: 'region' });
  return (
    <Choice
      pick="one"
      label={label}
      options={countries.map((one) => ({ value: one, label: names.of(one) ?? one }))}
      chosen={[country]}
      onChange={([picked]) => {
        if (picked !== undefined) onPick(picked);
      }}
    />
  );
}
