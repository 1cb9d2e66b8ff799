/**
 * Handlebars sources of the overview. `{{…}}` escapes: names of files, code and findings may come from a
 * submission. `{{{…}}}` is only for our own style, script and drawing.
 */
export const overviewFrame = `<!doctype html>
<html lang="de">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src '{{{scriptHash}}}'">
<title>{{title}}</title>
<style>{{{style}}}</style>
</head>
<body>
<a class="skip" href="#inhalt">{{texts.skip}}</a>
<header>
<h1>{{title}}</h1>
{{#each notices}}<p class="notice"><strong class="warn">!</strong> {{this}}</p>
{{/each}}{{> navigation}}
</header>
<main id="inhalt">
{{> content}}
</main>
{{#if footer}}<footer>
<p>{{footer}}</p>
</footer>{{/if}}
<script>{{{script}}}</script>
</body>
</html>
`;

export const navigationTemplate = `<nav aria-label="{{texts.navigation}}"><ul>
{{#each sections}}<li><a href="#{{id}}">{{title}}</a></li>
{{/each}}</ul></nav>`;

export const overviewTemplate = `<h2 id="gesamt">{{texts.summary}}</h2>
<dl class="facts">
{{#each facts}}<div><dt>{{label}}</dt><dd>{{value}}</dd></div>
{{/each}}</dl>

<h2 id="verteilung">{{texts.distribution}}</h2>
<div class="side">
<div>{{{histogram}}}
<details>
<summary>{{texts.asTable}}</summary>
<table aria-labelledby="verteilung">
<thead><tr><th scope="col">{{texts.range}}</th><th scope="col" class="number">{{texts.count}}</th></tr></thead>
<tbody>
{{#each bins}}<tr><th scope="row">{{range}}</th><td class="number">{{count}}</td></tr>
{{/each}}</tbody>
</table>
</details></div>
{{#if marks}}<table aria-label="{{texts.marks}}">
<thead><tr><th scope="col">{{texts.mark}}</th><th scope="col" class="number">{{texts.count}}</th></tr></thead>
<tbody>
{{#each marks}}<tr><th scope="row">{{mark}}</th><td class="number">{{count}}</td></tr>
{{/each}}</tbody>
</table>{{/if}}
</div>

<h2 id="ansehen">{{texts.attention}}</h2>
{{#if attention}}<div class="scroll" tabindex="0" role="region" aria-labelledby="ansehen">
<table class="sortable" aria-labelledby="ansehen">
<thead><tr><th scope="col">{{texts.kind}}</th><th scope="col">{{texts.who}}</th><th scope="col">{{texts.exercise}}</th><th scope="col">{{texts.what}}</th></tr></thead>
<tbody>
{{#each attention}}<tr><td data-value="{{rank}}" class="{{tone}}">{{kind}}</td><th scope="row">{{#each who}}{{#unless @first}}<br>{{/unless}}<span class="name">{{#if href}}<a href="{{href}}">{{name}}</a>{{else}}{{name}}{{/if}}</span>{{/each}}</th><td>{{exercise}}</td><td>{{message}}</td></tr>
{{/each}}</tbody>
</table>
</div>{{else}}<p>{{texts.attentionNone}}</p>{{/if}}

<h2 id="eigenschaften">{{texts.hardest}}</h2>
{{#if properties}}<p class="muted">{{texts.hardestExplained}}</p>
<div class="scroll tall" tabindex="0" role="region" aria-labelledby="eigenschaften">
<table class="sortable" aria-labelledby="eigenschaften">
<thead><tr><th scope="col">{{texts.exercise}}</th><th scope="col">{{texts.property}}</th><th scope="col">{{texts.visibility}}</th><th scope="col" class="number">{{texts.failed}}</th><th scope="col" class="number">{{texts.share}}</th><th scope="col" class="number">{{texts.notBegun}}</th></tr></thead>
<tbody>
{{#each properties}}<tr><td data-value="{{order}}">{{exercise}}</td><th scope="row">{{title}}<br><code class="muted">{{id}}</code></th><td>{{visibility}}</td><td class="number" data-value="{{failed}}">{{ofJudged}}</td><td class="number" data-value="{{share}}">{{percent}}<span class="meter" aria-hidden="true"><span style="width: {{width}}%"></span></span></td><td class="number" data-value="{{notBegun}}">{{notBegun}}</td></tr>
{{/each}}</tbody>
</table>
</div>{{else}}<p>{{texts.hardestNone}}</p>{{/if}}

{{#if diagnosed}}<h2 id="diagnosen">{{texts.diagnoses}}</h2>
<p class="muted">{{texts.diagnosesExplained}}</p>
{{#if diagnoses}}<div class="scroll" tabindex="0" role="region" aria-labelledby="diagnosen">
<table class="sortable" aria-labelledby="diagnosen">
<thead><tr><th scope="col">{{texts.exercise}}</th><th scope="col">{{texts.behavesLike}}</th><th scope="col" class="number">{{texts.count}}</th><th scope="col">{{texts.whoAndHowSure}}</th></tr></thead>
<tbody>
{{#each diagnoses}}<tr><td data-value="{{order}}">{{exercise}}</td><th scope="row">{{title}}</th><td class="number" data-value="{{count}}">{{count}}</td><td>{{#each who}}{{#unless @first}}<br>{{/unless}}<span class="name"><a href="{{href}}">{{pseudonym}}</a> ({{sure}})</span>{{/each}}</td></tr>
{{/each}}</tbody>
</table>
</div>{{else}}<p>{{texts.diagnosesNone}}</p>{{/if}}{{/if}}

<h2 id="aufgaben">{{texts.exercises}}</h2>
<div class="scroll" tabindex="0" role="region" aria-labelledby="aufgaben">
<table class="sortable" aria-labelledby="aufgaben">
<thead><tr><th scope="col">{{texts.exercise}}</th><th scope="col" class="number">{{texts.weight}}</th><th scope="col" class="number">{{texts.meanPoints}}</th><th scope="col" class="number">{{texts.solved}}</th><th scope="col" class="number">{{texts.scenarios}}</th></tr></thead>
<tbody>
{{#each exercises}}<tr><th scope="row" data-value="{{order}}">{{title}}</th><td class="number" data-value="{{weight}}">{{weightText}}</td><td class="number" data-value="{{mean}}">{{meanText}}</td><td class="number" data-value="{{solved}}">{{solvedText}}</td><td class="number" data-value="{{scenarios}}">{{scenariosText}}</td></tr>
{{/each}}</tbody>
</table>
</div>
<p class="muted">{{texts.scenariosExplained}} <a href="{{timesHref}}">{{timesHref}}</a>.</p>

<h2 id="alle">{{texts.everybody}}</h2>
<div class="scroll" tabindex="0" role="region" aria-labelledby="alle">
<table class="sortable wide" aria-labelledby="alle">
<thead><tr><th scope="col">{{texts.pseudonym}}</th><th scope="col">{{texts.attempt}}</th><th scope="col">{{texts.submitted}}</th><th scope="col" class="number">{{texts.points}}</th>{{#if marks}}<th scope="col">{{texts.mark}}</th>{{/if}}{{#each exercises}}<th scope="col" class="number">{{short}}</th>{{/each}}<th scope="col" class="number">{{texts.daysLate}}</th></tr></thead>
<tbody>
{{#each people}}<tr><th scope="row"><a href="{{href}}">{{pseudonym}}</a></th><td>{{attempt}}</td><td data-value="{{submittedAt}}">{{submitted}}</td><td class="number" data-value="{{points}}"><strong>{{pointsText}}</strong></td>{{#if ../marks}}<td>{{note}}</td>{{/if}}{{#each cells}}<td class="number" data-value="{{points}}"><span class="{{tone}}">{{sign}}</span> {{pointsText}}</td>{{/each}}<td class="number" data-value="{{daysLate}}">{{#if daysLate}}{{daysLate}}{{/if}}</td></tr>
{{/each}}</tbody>
</table>
</div>
{{#if absent}}<p>{{texts.noHandIn}}: {{absent}}.</p>{{/if}}

{{#if pairs}}<h2 id="aehnlich">{{texts.similar}}</h2>
<p class="muted">{{texts.similarExplained}}</p>
{{#each pairs}}<details class="pair">
<summary>{{title}}</summary>
{{#each fragments}}<div class="passages">
{{#each this}}<figure>
<figcaption>{{caption}}</figcaption>
<pre tabindex="0" role="region" aria-label="{{label}}">{{text}}</pre>
</figure>
{{/each}}</div>
{{/each}}</details>
{{/each}}{{/if}}

{{#if notes}}<h2 id="lesen">{{texts.notes}}</h2>
<ul>
{{#each notes}}<li><code>{{who}}</code> {{note}}</li>
{{/each}}</ul>{{/if}}`;
