import type { MutantRecord, VerifyReport } from './verify.ts';

/**
 * The kill matrix as Markdown: mutant × property, each cell the median number of scenarios until the
 * property failed. German: authors and instructors read it. Same report, same bytes.
 */
export function renderKillMatrix(report: VerifyReport): string {
  const properties = report.suite.properties;
  const numbers = new Map(properties.map(({ id }, i) => [id, i + 1]));
  const head = ['Mutant', 'getötet', ...properties.map((_, i) => `E${i + 1}`)];
  const rows = report.mutants.map((mutant) => [
    `\`${mutant.id}\``,
    `${mutant.killedSeeds}/${report.seeds}`,
    ...properties.map(({ id }) => cell(mutant, id, report.matrixSeeds)),
  ]);
  const unused = properties.filter(
    ({ id }) => !report.mutants.some((mutant) => mutant.kills.has(id)),
  );
  return [
    `# Trefferbild der Prüfungen: ${report.exercise}`,
    '',
    'Erzeugt von `npm run verify`; nicht von Hand ändern.',
    '',
    `Jede Zeile ist ein benannter Fehler (Mutant), jede Spalte eine Eigenschaft. Eine Zahl ist der Median der Abläufe, nach denen die Eigenschaft den Mutanten entlarvt hat (über ${report.matrixSeeds} Startwerte; in Klammern, unter wie vielen davon, wenn es nicht alle waren). **Fett** sind die Eigenschaften, die für diesen Mutanten gedacht sind. „getötet“ zählt, unter wie vielen von ${report.seeds} Startwerten mindestens eine davon anschlug.`,
    '',
    `Korrekte Lösungen, die unter allen ${report.seeds} Startwerten bestehen müssen: ${report.correct.map((id) => `\`${id}\``).join(', ')}.`,
    '',
    row(head),
    row(head.map((_, i) => (i === 0 ? '---' : '---:'))),
    ...rows.map(row),
    '',
    '## Eigenschaften',
    '',
    ...properties.map(({ id, title }) => `- E${numbers.get(id)}: \`${id}\` – ${title}`),
    '',
    '## Mutanten',
    '',
    ...report.mutants.map(({ id, title, source }) => `- \`${id}\` – ${title} (${source})`),
    ...(unused.length === 0
      ? []
      : [
          '',
          '## Eigenschaften ohne Treffer',
          '',
          'Diese Eigenschaften hat kein Mutant verletzt; ein weiterer Mutant wäre hier nützlich.',
          '',
          ...unused.map(({ id, title }) => `- \`${id}\` – ${title}`),
        ]),
    '',
  ].join('\n');
}

function cell(mutant: MutantRecord, property: string, matrixSeeds: number): string {
  const kill = mutant.kills.get(property);
  const isMeant = mutant.killedBy.includes(property);
  if (kill === undefined) return isMeant ? '**–**' : '·';
  const share = kill.times === matrixSeeds ? '' : ` (${kill.times})`;
  return isMeant ? `**${kill.medianScenarios}**${share}` : `${kill.medianScenarios}${share}`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
