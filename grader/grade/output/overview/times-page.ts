import Handlebars from 'handlebars';
import { style } from '../../../feedback/html/style.ts';
import { frameTemplate } from '../../../feedback/html/templates.ts';
import { words } from '../../../feedback/html/words.ts';
import { formatNumber } from '../../../feedback/wording/numbers.ts';
import type { OutputRequest } from '../../outputs.ts';
import { overviewPath } from '../paths.ts';
import type { Workbook } from '../workbook.ts';
import { overviewWording, timesWording as texts } from './wording.ts';

const template = `<header>
<nav aria-label="{{labels.navigation}}"><a href="../{{back}}">{{texts.back}}</a></nav>
<h1>{{title}}</h1>
{{#if notice}}<p><strong class="warn">!</strong> {{notice}}</p>{{/if}}
</header>
<main id="inhalt">
<p>{{texts.explained}}</p>
<div class="scroll" tabindex="0" role="region" aria-label="{{title}}">
<table aria-label="{{title}}">
<thead><tr><th scope="col">{{labels.exercise}}</th><th scope="col" class="number">{{texts.judged}}</th><th scope="col" class="number">{{texts.median}}</th><th scope="col" class="number">{{texts.most}}</th><th scope="col" class="number">{{texts.sum}}</th></tr></thead>
<tbody>
{{#each rows}}<tr><th scope="row">{{title}}</th><td class="number">{{count}}</td><td class="number">{{median}}</td><td class="number">{{most}}</td><td class="number">{{sum}}</td></tr>
{{/each}}</tbody>
</table>
</div>
</main>`;

const engine = Handlebars.create();
engine.registerPartial({ content: template });
const render = engine.compile(frameTemplate, { strict: false });

/** `protokoll/zeiten.html`: how long judging took, which is the machine's affair. */
export function timesPage(
  { run, elapsedMs }: Pick<OutputRequest, 'run' | 'elapsedMs'>,
  workbook: Workbook,
  suiteHash: string,
): string {
  const rows = run.exercises.flatMap((id) => {
    const sorted = [...(elapsedMs.get(id) ?? [])].sort((a, b) => a - b);
    if (sorted.length === 0) return [];
    return {
      title: workbook.titleOf(id),
      count: formatNumber(sorted.length),
      median: texts.seconds(sorted[Math.floor(sorted.length / 2)] ?? 0),
      most: texts.seconds(sorted.at(-1) ?? 0),
      sum: texts.seconds(sorted.reduce((sum, each) => sum + each, 0)),
    };
  });
  return render({
    texts,
    labels: overviewWording,
    title: texts.title(workbook.title),
    notice: run.isJailed ? undefined : overviewWording.withoutJail,
    rows,
    back: overviewPath,
    style,
    words: { ...words, provenance: () => overviewWording.footer(run.seeds, suiteHash) },
  });
}
