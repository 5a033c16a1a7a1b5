// Room: ui/features/annotate. Which codes occur together, and how often; each count opens the words behind it.
import Button from '@mui/material/Button';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Codebook, CodeId, CodeReport } from '../../../../contract/annotation.ts';
import { useApp } from '../../app/app-context.ts';
import { useLanguage } from '../../app/use-language.ts';
import { Picker } from '../../parts/Picker.tsx';
import { CodeName } from './CodeChip.tsx';
import { codersOf } from './coders.ts';
import { treeOf } from './look.ts';
import { Column, Table, Wide } from './parts.ts';
import { PassagesSheet } from './PassagesSheet.tsx';

export function TogetherPart({ codebook }: { readonly codebook: Codebook }) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const [creator, setCreator] = useState<string | null>(null);
  const [report, setReport] = useState<CodeReport | null>(null);
  const [shown, setShown] = useState<readonly CodeId[] | null>(null);
  useEffect(() => {
    let over = false;
    void acts.marking.report(creator).then((come) => {
      if (!over) setReport(come);
    });
    return () => {
      over = true;
    };
  }, [acts, creator]);
  if (report === null) return <p role="status">{t('codes.counting')}</p>;
  if (report.creators.length === 0) return <p>{t('codes.nothingYet')}</p>;
  return (
    <Column>
      {report.creators.length > 1 && (
        <div style={{ maxWidth: 300 }}>
          <Picker
            label={t('codes.byWhom')}
            empty={t('codes.everybody')}
            options={codersOf(report)}
            value={creator}
            onChange={setCreator}
          />
        </div>
      )}
      {report.full > 0 && <p>{t('codes.full', { count: report.full })}</p>}
      <Pairs codebook={codebook} report={report} onShow={setShown} />
      <Each codebook={codebook} report={report} onShow={setShown} />
      {shown !== null && (
        <PassagesSheet
          codes={shown}
          creator={creator}
          codebook={codebook}
          onClose={() => setShown(null)}
        />
      )}
    </Column>
  );
}

interface Props {
  readonly codebook: Codebook;
  readonly report: CodeReport;
  readonly onShow: (codes: readonly CodeId[]) => void;
}

function Pairs({ codebook, report, onShow }: Props) {
  const { t } = useTranslation();
  if (report.pairs.length === 0) return <p>{t('codes.noPairs')}</p>;
  return (
    <Wide>
      <Table>
        <caption>{t('codes.pairsHelp')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('codes.code')}</th>
            <th scope="col">{t('codes.with')}</th>
            <th scope="col" data-number>
              {t('codes.messages')}
            </th>
          </tr>
        </thead>
        <tbody>
          {report.pairs.map(({ a, b, count }) => (
            <tr key={`${a} ${b}`}>
              <th scope="row">
                <Name codebook={codebook} id={a} />
              </th>
              <td>
                <Name codebook={codebook} id={b} />
              </td>
              <td data-number>
                <Count codebook={codebook} codes={[a, b]} count={count} onShow={onShow} />
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Wide>
  );
}

function Each({ codebook, report, onShow }: Props) {
  const { t } = useTranslation();
  return (
    <Wide>
      <Table>
        <caption>{t('codes.eachHelp')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('codes.code')}</th>
            <th scope="col" data-number>
              {t('codes.marks')}
            </th>
          </tr>
        </thead>
        <tbody>
          {report.codes.map(({ code, count }) => (
            <tr key={code}>
              <th scope="row">
                <Name codebook={codebook} id={code} />
              </th>
              <td data-number>
                <Count codebook={codebook} codes={[code]} count={count} onShow={onShow} />
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Wide>
  );
}

function Name({ codebook, id }: { readonly codebook: Codebook; readonly id: CodeId }) {
  const { codesIn: language } = useLanguage();
  const tree = treeOf(codebook);
  return <CodeName hue={tree.hue(id)} label={tree.label(id, language)} />;
}

interface CountProps extends Pick<Props, 'codebook' | 'onShow'> {
  readonly codes: readonly CodeId[];
  readonly count: number;
}

function Count({ codebook, codes, count, onShow }: CountProps) {
  const { t } = useTranslation();
  const { codesIn: language } = useLanguage();
  const names = codes.map((code) => treeOf(codebook).label(code, language)).join(' + ');
  return (
    <Button
      size="small"
      variant="text"
      sx={{ minWidth: 32, px: '4px', mr: '-4px', justifyContent: 'flex-end' }}
      aria-label={t('codes.show', { count, names })}
      aria-haspopup="dialog"
      onClick={() => onShow(codes)}
    >
      {count}
    </Button>
  );
}
