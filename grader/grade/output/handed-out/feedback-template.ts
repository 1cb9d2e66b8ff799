import { judgementTemplate, propertyTemplate } from '../../../feedback/html/templates.ts';

/** The page of one attempt: what `check --html` says of each exercise, one below the other. */
export const feedbackTemplate = `<header>
<h1>{{title}}</h1>
<p class="muted">{{who}}</p>
{{#if status}}<p class="verdict"><strong class="{{status.tone}}">{{status.sign}} {{status.word}}</strong> <span>{{points}}</span>{{#if bonus}} <span>{{bonus}}</span>{{/if}}</p>
{{#if withheld}}<p class="muted">{{withheld}}</p>{{/if}}{{/if}}
{{#each notices}}<p class="notice"><strong class="warn">!</strong> {{this}}</p>
{{/each}}</header>
<main id="inhalt">
{{#if grade}}<section aria-labelledby="bewertung">
<h2 id="bewertung">{{texts.grade}}</h2>
<dl>
{{#each grade}}<dt>{{label}}</dt><dd>{{value}}</dd>
{{/each}}</dl>
</section>{{/if}}
<h2 id="aufgaben">{{texts.exercises}}</h2>
<div class="scroll" tabindex="0" role="region" aria-labelledby="aufgaben">
<table aria-labelledby="aufgaben">
<thead><tr><th scope="col">{{words.exercise}}</th><th scope="col">{{words.verdict}}</th><th scope="col" class="number">{{words.pointsColumn}}</th><th scope="col" class="number">{{words.bonus}}</th><th scope="col" class="number">{{words.chapterColumn}}</th><th scope="col">{{words.next}}</th></tr></thead>
<tbody>
{{#each exercises}}<tr><th scope="row"><a href="#{{anchor}}">{{number}} {{title}}</a></th><td class="{{status.tone}}">{{status.sign}} {{status.word}}</td><td class="number">{{points}}</td><td class="number">{{bonusPoints}}</td><td class="number">{{chapterPoints}}</td><td>{{next}}</td></tr>
{{/each}}{{#with quiz}}<tr><th scope="row">{{title}}</th><td class="{{status.tone}}">{{status.sign}} {{status.word}}</td><td class="number">{{points}}</td><td class="number">{{bonusPoints}}</td><td class="number">{{chapterPoints}}</td><td></td></tr>
{{/with}}</tbody>
</table>
</div>
{{#if notes}}<section aria-labelledby="dateien">
<h2 id="dateien">{{texts.notes}}</h2>
<ul>
{{#each notes}}<li>{{this}}</li>
{{/each}}</ul>
</section>{{/if}}
{{#each sections}}<section class="exercise" aria-labelledby="{{anchor}}">
<h2 id="{{anchor}}" tabindex="-1">{{number}} {{title}}</h2>
<p class="verdict"><strong class="{{status.tone}}">{{status.sign}} {{status.word}}</strong> <span>{{points}}</span>{{#if bonus}} <span>{{bonus}}</span>{{/if}}{{#if weight}} <span class="muted">{{weight}}</span>{{/if}}</p>
{{#if withheld}}<p class="muted">{{withheld}}</p>{{/if}}
{{#if diagnoses}}<dl><dt>{{texts.behavesLike}}</dt><dd>{{#each diagnoses}}<p>{{this}}</p>{{/each}}</dd></dl>
{{/if}}{{> judgement}}
<p><a href="#aufgaben">{{texts.toTop}}</a></p>
</section>
{{/each}}</main>`;

export const feedbackStyle = `
section.exercise { border-top: 1px solid var(--line); margin-top: 2.5rem; }
.notice { border: 1px solid var(--line); border-left: .3rem solid var(--warn); padding: .5rem 1rem; }
/* What to do next stands below as well: here its column would push the figures out of a narrow screen. */
@media screen and (max-width: 40rem) { table[aria-labelledby="aufgaben"] :is(th, td):last-child { display: none; } }
@media print { section.exercise { break-before: page; } }
`;

/** What was made for pages of its own, with its headings one level deeper. */
function deeper(template: string): string {
  return template.replace(/(<\/?h)([2-5])\b/g, (_, tag: string, level: string) => {
    return `${tag}${Number(level) + 1}`;
  });
}

export const feedbackPartials = {
  content: feedbackTemplate,
  judgement: deeper(judgementTemplate),
  property: deeper(propertyTemplate),
};
