export { renderSpaceTimeHtmlTable } from './html-table.ts';
export type { SpaceTimeOptions, SpaceTimeSvgOptions } from './options.ts';
export { renderSpaceTimeSvg } from './svg/render-svg.ts';
export { renderSpaceTimeTable, type TerminalTableOptions } from './terminal-table.ts';
