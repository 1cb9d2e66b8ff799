export { renderSpaceTimeHtmlTable } from './html-table.ts';
export type { SpaceTimeOptions } from './options.ts';
export { renderSpaceTimeSvg } from './svg/render-svg.ts';
export { renderSpaceTimeTable, type TerminalTableOptions } from './terminal-table.ts';
