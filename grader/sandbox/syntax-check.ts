import type { AnyNode } from 'acorn';
import type { Locator } from './locate.ts';
import type { ParsedBundle } from './parsed-bundle.ts';
import type { Refusal, RefusalRule } from './refusal.ts';
import { visit } from './syntax.ts';

/** Constructs that cannot run in the simulator, whatever they are used for; in source order. */
export function refusedSyntax({ code, program }: ParsedBundle, locator: Locator): Refusal[] {
  const refusals: Refusal[] = [];
  visit(program, (node) => {
    const found = ruleFor(node);
    if (found === undefined) return;
    const { file = '', ...place } = locator.locateOffset(code, node.start) ?? {};
    refusals.push({ ...found, file, ...place, status: 'unzulaessig' });
  });
  return refusals;
}

function ruleFor(node: AnyNode): { rule: RefusalRule; detail: string } | undefined {
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return node.async ? { rule: 'asynchronous', detail: 'async' } : undefined;
    case 'ForOfStatement':
      return node.await ? { rule: 'asynchronous', detail: 'for await' } : undefined;
    case 'AwaitExpression':
      return { rule: 'asynchronous', detail: 'await' };
    case 'ImportExpression':
      return { rule: 'dynamic-import', detail: 'import()' };
    case 'MetaProperty':
      return node.meta.name === 'import'
        ? { rule: 'import-meta', detail: 'import.meta' }
        : undefined;
    case 'CallExpression':
      return node.callee.type === 'Identifier' ? ruleForCall(node.callee.name) : undefined;
    case 'DebuggerStatement':
      return { rule: 'forbidden-syntax', detail: 'debugger' };
    default:
      return undefined;
  }
}

function ruleForCall(callee: string): { rule: RefusalRule; detail: string } | undefined {
  if (callee === 'require' || callee === '__require') return { rule: 'require', detail: 'require' };
  return callee === 'eval' ? { rule: 'forbidden-syntax', detail: 'eval' } : undefined;
}
