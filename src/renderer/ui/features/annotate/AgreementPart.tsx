// Room: ui/features/annotate. How far two coders agree, code by code, over the messages both have coded.
import { styled } from '@mui/material/styles';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Agreement, Codebook, CodeReport } from '../../../../contract/annotation.ts';
import { useApp } from '../../app/app-context.ts';
import { useLanguage } from '../../app/use-language.ts';
import { Picker } from '../../parts/Picker.tsx';
import { CodeName } from './CodeChip.tsx';
import { codersOf, type Coder } from './coders.ts';
import { treeOf } from './look.ts';
import { Column, Table, Wide } from './parts.ts';

const Two = styled('div')({
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fit, minmax(180px, 260px))',
  gap: 12,
});

export function AgreementPart({ codebook }: { readonly codebook: Codebook }) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const [report, setReport] = useState<CodeReport | null>(null);
  useEffect(() => {
    void acts.marking.report(null).then(setReport);
  }, [acts]);
  if (report === null) return <p role="status">{t('codes.counting')}</p>;
  const coders = codersOf(report);
  const [first, second] = coders;
  if (first === undefined || second === undefined) return <p>{t('codes.oneCoder')}</p>;
  return (
    <>
      {report.full > 0 && <p>{t('codes.full', { count: report.full })}</p>}
      <Between codebook={codebook} coders={coders} begin={[first.value, second.value]} />
    </>
  );
}

interface Props {
  readonly codebook: Codebook;
  readonly coders: readonly Coder[];
  readonly begin: readonly [string, string];
}

function Between({ codebook, coders, begin }: Props) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const [[first, second], setTwo] = useState(begin);
  const [agreed, setAgreed] = useState<Agreement | null>(null);
  useEffect(() => {
    let over = false;
    void acts.marking.agreement(first, second).then((come) => {
      if (!over) setAgreed(come);
    });
    return () => {
      over = true;
    };
  }, [acts, first, second]);
  const others = (not: string) => coders.filter(({ value }) => value !== not);
  const label = (id: string): string => coders.find(({ value }) => value === id)?.label ?? id;
  return (
    <Column>
      <Two>
        <Picker
          label={t('codes.first')}
          options={others(second)}
          value={first}
          onChange={(name) => setTwo([name ?? first, second])}
        />
        <Picker
          label={t('codes.second')}
          options={others(first)}
          value={second}
          onChange={(name) => setTwo([first, name ?? second])}
        />
      </Two>
      {agreed === null ? (
        <p role="status">{t('codes.counting')}</p>
      ) : agreed.messages === 0 ? (
        <p>{t('codes.noneBoth')}</p>
      ) : (
        <Kappas codebook={codebook} agreed={agreed} names={[label(first), label(second)]} />
      )}
    </Column>
  );
}

interface KappasProps extends Pick<Props, 'codebook'> {
  readonly agreed: Agreement;
  readonly names: readonly [string, string];
}

function Kappas({ codebook, agreed, names: [first, second] }: KappasProps) {
  const { t } = useTranslation();
  const { language: screen, codesIn: language } = useLanguage();
  const tree = treeOf(codebook);
  const digits = new Intl.NumberFormat(screen, {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });
  return (
    <Wide>
      <Table>
        <caption>{t('codes.kappaHelp', { count: agreed.messages })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('codes.code')}</th>
            {[
              t('codes.both'),
              t('codes.only', { name: first }),
              t('codes.only', { name: second }),
            ].map((name, at) => (
              <th key={at} scope="col" data-number>
                {name}
              </th>
            ))}
            <th scope="col" data-number>
              {t('codes.neither')}
            </th>
            <th scope="col" data-number>
              {t('codes.kappa')}
            </th>
          </tr>
        </thead>
        <tbody>
          {agreed.codes.map(({ code, both, onlyFirst, onlySecond, neither, kappa }) => (
            <tr key={code}>
              <th scope="row">
                <CodeName hue={tree.hue(code)} label={tree.label(code, language)} />
              </th>
              <td data-number>{both}</td>
              <td data-number>{onlyFirst}</td>
              <td data-number>{onlySecond}</td>
              <td data-number>{neither}</td>
              <td data-number>
                {kappa === null ? t('codes.noKappa') : <b>{digits.format(kappa)}</b>}
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Wide>
  );
}
