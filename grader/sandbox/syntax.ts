import type { Function as AcornFunction, AnyNode, Node } from 'acorn';

/** Walks over an acorn syntax tree in source order; `leave` runs after a node's children. */
export function visit(
  root: AnyNode,
  enter: (node: AnyNode, parent: AnyNode | undefined) => void,
  leave: (node: AnyNode) => void = () => {},
): void {
  const walk = (node: AnyNode, parent: AnyNode | undefined): void => {
    enter(node, parent);
    for (const child of childrenOf(node)) walk(child, node);
    leave(node);
  };
  walk(root, undefined);
}

export type FunctionNode = Extract<
  AnyNode,
  { type: 'FunctionDeclaration' | 'FunctionExpression' | 'ArrowFunctionExpression' }
>;

export function isFunction(node: AnyNode): node is FunctionNode & AcornFunction {
  return (
    node.type === 'FunctionDeclaration' ||
    node.type === 'FunctionExpression' ||
    node.type === 'ArrowFunctionExpression'
  );
}

export type LoopNode = Extract<
  AnyNode,
  {
    type:
      | 'ForStatement'
      | 'ForInStatement'
      | 'ForOfStatement'
      | 'WhileStatement'
      | 'DoWhileStatement';
  }
>;

export function isLoop(node: AnyNode): node is LoopNode {
  switch (node.type) {
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
      return true;
    default:
      return false;
  }
}

/** Whether something in `node` satisfies `test`, without looking into nested functions. */
export function someWithin(node: AnyNode, test: (inner: AnyNode) => boolean): boolean {
  return childrenOf(node).some(
    (child) => test(child) || (!isFunction(child) && someWithin(child, test)),
  );
}

/** In the order of the source. Called for each node many times, so it makes no more than it returns. */
function childrenOf(node: AnyNode): AnyNode[] {
  const children: AnyNode[] = [];
  const fields = node as unknown as Readonly<Record<string, unknown>>;
  for (const name in fields) {
    const value = fields[name];
    if (typeof value !== 'object' || value === null) continue;
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) children.push(item);
    } else if (isNode(value)) children.push(value);
  }
  return children;
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
}
