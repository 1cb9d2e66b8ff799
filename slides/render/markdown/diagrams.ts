import { renderMermaidSVG } from 'beautiful-mermaid';
import { escapeHtml } from './html.ts';
import { TextProblem } from './text-problem.ts';

/**
 * A Mermaid diagram as SVG with the colours of the page. What the library puts into it for stand-alone
 * use goes: a style sheet that would reach other drawings and load a font from the network.
 *
 * @throws TextProblem if the diagram is not understood.
 */
export function renderDiagram(source: string): string {
  let svg: string;
  try {
    svg = renderMermaidSVG(source, { bg: 'var(--ground)', fg: 'var(--text)', transparent: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TextProblem(
      `Das Diagramm versteht beautiful-mermaid nicht (${reason}). Erlaubt sind flowchart, sequenceDiagram, stateDiagram-v2, classDiagram, erDiagram und xychart-beta.`,
      source.split('\n')[0],
    );
  }
  // Markers are referred to by id, and ids belong to the whole page.
  const prefix = `d${hash(source)}-`;
  const drawing = svg
    .replace(/<style>[\s\S]*?<\/style>/, '')
    .replaceAll('id="', `id="${prefix}`)
    .replaceAll(`data-id="${prefix}`, 'data-id="')
    .replaceAll('url(#', `url(#${prefix}`)
    .replace('<svg ', `<svg role="img" aria-label="${escapeHtml(`Diagramm: ${labelsOf(svg)}`)}" `);
  return `<div class="diagram scroll" tabindex="0" role="group" aria-label="Diagramm">${drawing}</div>\n`;
}

/** The words of a drawing, for those who do not see it. */
function labelsOf(svg: string): string {
  const labels = [...svg.matchAll(/<text[^>]*>([\s\S]*?)<\/text>/g)].map(([, label = '']) =>
    label
      .replace(/<[^>]*>/g, ' ')
      .replace(/&(?:lt|gt|quot|amp|#\d+);/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  );
  return labels.filter((label) => label !== '').join(', ');
}

function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return (value >>> 0).toString(36);
}
