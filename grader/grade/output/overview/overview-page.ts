import Handlebars from 'handlebars';
import { style } from '../../../feedback/html/style.ts';
import { clean } from '../../../feedback/values.ts';
import type { OutputRequest } from '../../outputs.ts';
import { keyFileName } from '../../run-record.ts';
import { Anonymiser } from '../anonymise.ts';
import type { Workbook } from '../workbook.ts';
import { attentionItems } from './attention.ts';
import type { Cohort } from './cohort.ts';
import { binsOf, histogramSvg } from './histogram.ts';
import { overviewScript, overviewScriptHash } from './script.ts';
import { overviewStyle } from './style.ts';
import {
  attentionRows,
  diagnosisRows,
  exerciseRows,
  factRows,
  markRows,
  pairRows,
  peopleRows,
  propertyRows,
} from './tables.ts';
import { navigationTemplate, overviewFrame, overviewTemplate } from './template.ts';
import { overviewWording as texts } from './wording.ts';

const engine = Handlebars.create();
engine.registerPartial({ content: overviewTemplate, navigation: navigationTemplate });
const render = engine.compile(overviewFrame, { strict: false });

/** Where the figures are that differ from run to run; relative to the overview. */
export const timesPath = 'protokoll/zeiten.html';

/** `uebersicht.html`: the class on one page, for instructors, without names. */
export function overviewPage(cohort: Cohort, request: OutputRequest, workbook: Workbook): string {
  const { run, absent, notes, diagnoses, similarPairs = [] } = request;
  const anonymiser = new Anonymiser(request, texts.hidden);
  const items = attentionItems(cohort, request, workbook, anonymiser);
  const bins = binsOf(
    cohort.people.map(({ points }) => points),
    cohort.maxPoints,
  );
  const read = [...notes].flatMap(([who, each]) =>
    each.map((note) => ({ who, note: clean(anonymiser.sentence(note)) })),
  );
  const isDiagnosed = diagnoses !== undefined;
  return render({
    texts,
    title: texts.title(workbook.title),
    style: style + overviewStyle,
    script: overviewScript,
    scriptHash: overviewScriptHash,
    notices: [
      texts.staffOnly(keyFileName),
      ...(run.isPublished ? [] : [texts.unpublished]),
      ...(run.isJailed ? [] : [texts.withoutJail]),
    ],
    sections: sectionsOf(isDiagnosed, similarPairs.length > 0, read.length > 0),
    facts: factRows(cohort, request, items.length),
    histogram: histogramSvg(bins),
    bins: bins.map(({ from, to, count }, index) => ({
      range: texts.rangeOf(from, to, index === bins.length - 1),
      count,
    })),
    marks: markRows(cohort, run.config.noten),
    attention: attentionRows(items),
    properties: propertyRows(cohort, run.exercises, workbook),
    diagnosed: isDiagnosed,
    diagnoses: diagnosisRows(cohort, run.exercises, workbook),
    exercises: exerciseRows(cohort, run.exercises, workbook),
    timesHref: timesPath,
    people: peopleRows(cohort),
    absent: absent.map(({ pseudonym }) => pseudonym).join(', '),
    pairs: pairRows(similarPairs, workbook),
    notes: read,
    footer: texts.footer(run.seeds, cohort.suiteHash),
  });
}

function sectionsOf(isDiagnosed: boolean, hasPairs: boolean, hasNotes: boolean) {
  return [
    { id: 'gesamt', title: texts.summary },
    { id: 'verteilung', title: texts.distribution },
    { id: 'ansehen', title: texts.attention },
    { id: 'eigenschaften', title: texts.hardest },
    ...(isDiagnosed ? [{ id: 'diagnosen', title: texts.diagnoses }] : []),
    { id: 'aufgaben', title: texts.exercises },
    { id: 'alle', title: texts.everybody },
    ...(hasPairs ? [{ id: 'aehnlich', title: texts.similar }] : []),
    ...(hasNotes ? [{ id: 'lesen', title: texts.notes }] : []),
  ];
}
