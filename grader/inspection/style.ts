import type { ts } from 'ts-morph';
import type { Ts } from './parser.ts';
import { type ParsedFile, type Position, startOf } from './syntax.ts';

/** What works, but is worth a remark. */
export interface StyleRemark extends Position {
  readonly kind: 'any-type' | 'locale-dependent' | 'prototype-change';
  readonly detail: string;
}

const localeDependent = new Set(['localeCompare', 'toLocaleString']);

export function styleRemarks(ts: Ts, file: ParsedFile): StyleRemark[] {
  const remarks: StyleRemark[] = [];
  const visit = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.AnyKeyword) {
      remarks.push({ kind: 'any-type', detail: 'any', ...startOf(file, node) });
    }
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const { name, expression } = node.expression;
      const place = startOf(file, name);
      if (localeDependent.has(name.text)) {
        remarks.push({ kind: 'locale-dependent', detail: name.text, ...place });
      }
      if (name.text === 'setPrototypeOf' && ts.isIdentifier(expression)) {
        const detail = `${expression.text}.setPrototypeOf`;
        remarks.push({ kind: 'prototype-change', detail, ...place });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file.root);
  return remarks;
}
