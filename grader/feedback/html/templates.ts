/**
 * Handlebars sources of the pages. `{{…}}` escapes: whatever may come from a submission is written
 * so. `{{{…}}}` is only for our own Markdown and drawings, which escape by themselves.
 */
export const frameTemplate = `<!doctype html>
<html lang="de">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:{{#if player}}; script-src '{{{player.hash}}}'{{/if}}{{#if forks}} '{{{forks.frameHash}}}' 'unsafe-eval'; worker-src blob:{{/if}}">
<title>{{title}}</title>
<style>{{{style}}}</style>
</head>
<body>
<a class="skip" href="#inhalt">{{words.skip}}</a>
{{> content}}
<footer>
<p>{{words.provenance seed hash}}</p>
</footer>
{{#if forks}}<script type="text/plain" data-forks>{{{forks.packed}}}</script>
{{/if}}{{#if player}}<script>{{{player.code}}}</script>
{{/if}}</body>
</html>
`;

export const indexTemplate = `<header>
<h1>{{title}}</h1>
<p class="verdict"><strong class="{{status.tone}}">{{status.sign}} {{status.word}}</strong> <span>{{points}}</span>{{#if bonus}} <span>{{bonus}}</span>{{/if}}</p>
{{#if withheld}}<p class="muted">{{withheld}}</p>{{/if}}
{{#if part}}<p class="muted">{{part}}</p>{{/if}}
</header>
<main id="inhalt">
<h2 id="aufgaben">{{words.exercises}}</h2>
<div class="scroll">
<table aria-labelledby="aufgaben">
<thead><tr><th scope="col">{{words.exercise}}</th><th scope="col">{{words.verdict}}</th><th scope="col" class="number">{{words.pointsColumn}}</th><th scope="col" class="number">{{words.bonus}}</th><th scope="col" class="number">{{words.chapterColumn}}</th><th scope="col">{{words.next}}</th></tr></thead>
<tbody>
{{#each exercises}}<tr><th scope="row"><a href="{{file}}">{{number}} {{title}}</a></th><td class="{{status.tone}}">{{status.sign}} {{status.word}}</td><td class="number">{{points}}</td><td class="number">{{bonusPoints}}</td><td class="number">{{chapterPoints}}</td><td>{{next}}</td></tr>
{{/each}}{{#with quiz}}<tr><th scope="row">{{title}}</th><td class="{{status.tone}}">{{status.sign}} {{status.word}}</td><td class="number">{{points}}</td><td class="number">{{bonusPoints}}</td><td class="number">{{chapterPoints}}</td><td></td></tr>
{{/with}}</tbody>
</table>
</div>
</main>`;

export const exerciseTemplate = `<header>
<nav aria-label="{{words.navigation}}"><a href="index.html">{{words.overview}}</a></nav>
<h1>{{number}} {{title}}</h1>
<p class="verdict"><strong class="{{status.tone}}">{{status.sign}} {{status.word}}</strong> <span>{{points}}</span>{{#if bonus}} <span>{{bonus}}</span>{{/if}}{{#if weight}} <span class="muted">{{weight}}</span>{{/if}}</p>
{{#if withheld}}<p class="muted">{{withheld}}</p>{{/if}}
</header>
<main id="inhalt">
{{> judgement}}
</main>`;

/** What is said of one exercise; `prefix` keeps ids apart where a page has several. */
export const judgementTemplate = `{{#if message}}<p class="bad"><strong>{{message}}</strong></p>{{/if}}
<p class="next"><strong>{{words.next}}:</strong> {{next}}</p>
{{#if findings}}<section aria-labelledby="{{prefix}}quelltext">
<h2 id="{{prefix}}quelltext">{{words.findings}}</h2>
<ul>
{{#each findings}}<li><strong class="{{tone}}">{{severity}}</strong>{{#if place}} <code>{{place}}</code>{{/if}}<br>{{message}}</li>
{{/each}}</ul>
</section>{{/if}}
{{#if judged}}<section aria-labelledby="{{prefix}}teile">
<h2 id="{{prefix}}teile">{{words.parts}}</h2>
<div class="scroll">
<table aria-labelledby="{{prefix}}teile">
<thead><tr><th scope="col">{{words.part}}</th><th scope="col" class="number">{{words.pointsColumn}}</th><th scope="col">{{words.propertiesColumn}}</th></tr></thead>
<tbody>
{{#each parts}}<tr><th scope="row">{{title}}</th><td class="number">{{points}}</td><td><ul>
{{#each properties}}<li><span class="{{status.tone}}">{{status.sign}} {{status.word}}</span>: {{#if anchor}}<a href="#{{anchor}}">{{title}}</a>{{else}}{{title}}{{/if}} <span class="muted">({{points}}){{#each coverage}}<br>{{this}}{{/each}}</span></li>
{{/each}}</ul></td></tr>
{{/each}}</tbody>
</table>
</div>
</section>{{/if}}
{{#each failures}}{{> property}}
{{/each}}`;

export const propertyTemplate = `<section class="property" aria-labelledby="{{anchor}}">
<h2 id="{{anchor}}" tabindex="-1"><span class="{{status.tone}}">{{status.sign}}</span> {{title}}</h2>
<p class="muted"><code>{{id}}</code> · {{nature}} · {{status.word}} · {{points}}</p>
<dl>
<dt>{{words.rule}}</dt><dd>{{{ruleHtml}}}</dd>
<dt>{{words.finding}}</dt><dd>{{finding}}{{#if same}}<p>{{same}}</p>{{/if}}</dd>
</dl>
{{#if counterexample}}<h3>{{counterexample.heading}}</h3>
{{#if counterexample.svg}}<figure{{#if @root.player}} data-plays{{/if}} aria-label="{{words.diagram}}">
<figcaption>{{words.diagramCaption}}</figcaption>
<div class="scroll" tabindex="0" role="region" aria-label="{{words.diagram}}">{{{counterexample.svg}}}</div>
{{#if @root.player}}<script type="application/json">{{{counterexample.playerData}}}</script>
{{/if}}</figure>{{/if}}
{{#if counterexample.calls}}<pre>{{counterexample.calls}}</pre>{{/if}}
<dl>
{{#if counterexample.step}}<dt>{{counterexample.stepLabel}}</dt><dd>{{counterexample.step}}</dd>{{/if}}
{{#if counterexample.input}}<dt>{{words.input}}</dt><dd><code>{{counterexample.input}}</code></dd>{{/if}}
{{#if counterexample.expected}}<dt>{{words.expected}}</dt><dd><code>{{counterexample.expected}}</code></dd>{{/if}}
{{#if counterexample.actual}}<dt>{{words.actual}}</dt><dd><code>{{counterexample.actual}}</code></dd>{{/if}}
</dl>
{{#if counterexample.table}}<details class="events">
<summary>{{words.eventTable}}</summary>
<div class="scroll" tabindex="0" role="region" aria-label="{{words.eventTable}}">{{{counterexample.table}}}</div>
</details>{{/if}}{{/if}}
{{#if hints}}<h3>{{words.hints}}</h3>
{{#each hints}}<details{{#if open}} open{{/if}}>
<summary>{{label}}</summary>
{{{html}}}
</details>
{{/each}}{{/if}}
<dl>
{{#if reading}}<dt>{{words.reading}}</dt><dd>{{reading}}</dd>{{/if}}
<dt>{{words.source}}</dt><dd>{{source}}</dd>
{{#if replay}}<dt>{{words.replay}}</dt><dd><code>{{replay}}</code></dd>{{/if}}
</dl>
</section>`;
