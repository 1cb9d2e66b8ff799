import type { AnyNode, ObjectExpression } from 'acorn';
import { isFunction } from './syntax.ts';

/** Whether an expression, at module level, gives a value that can never change. */
export type Constancy = 'primitive' | 'frozen' | 'no';

/**
 * @param primitives names known to stand for primitives.
 * @param names all names defined so far, for what is or will be frozen. They may hide what is built in.
 */
export function isConstant(
  node: AnyNode,
  primitives: ReadonlySet<string>,
  names: ReadonlySet<string>,
): Constancy {
  const arePrimitives = (parts: readonly AnyNode[]): Constancy =>
    parts.every((part) => isConstant(part, primitives, names) === 'primitive') ? 'primitive' : 'no';
  switch (node.type) {
    case 'Literal':
      if (!('regex' in node) || node.regex == null) return 'primitive';
      // With these flags it keeps the place of its last match.
      return /[gy]/.test(node.regex.flags) ? 'no' : 'frozen';
    case 'Identifier':
      if (primitives.has(node.name)) return 'primitive';
      if (names.has(node.name)) return 'frozen';
      return /^(undefined|NaN|Infinity)$/.test(node.name) ? 'primitive' : 'no';
    case 'TemplateLiteral':
      return arePrimitives(node.expressions);
    case 'UnaryExpression':
      return node.operator === 'delete' ? 'no' : arePrimitives([node.argument]);
    case 'BinaryExpression':
      if (node.operator === 'in' || node.operator === 'instanceof') return 'no';
      return arePrimitives([node.left, node.right]);
    case 'LogicalExpression':
      return arePrimitives([node.left, node.right]);
    case 'ConditionalExpression':
      return arePrimitives([node.test, node.consequent, node.alternate]);
    case 'MemberExpression':
      return isBuiltIn(node, /^(Number|Math)$/, /^[A-Z][A-Z0-9_]*$/, names) ? 'primitive' : 'no';
    case 'CallExpression': {
      const [value] = node.arguments;
      if (value === undefined || node.arguments.length !== 1) return 'no';
      if (!isBuiltIn(node.callee, /^Object$/, /^freeze$/, names)) return 'no';
      const parts = partsOf(value);
      const areFine = parts?.every(
        (part) => isFunction(part) || isConstant(part, primitives, names) !== 'no',
      );
      return areFine === true ? 'frozen' : 'no';
    }
    default:
      return 'no';
  }
}

/**
 * How many times one has to look something up in a literal of plain data to be at primitives;
 * `undefined` if it is none, or not equally deep everywhere.
 */
export function tableDepth(
  node: AnyNode,
  primitives: ReadonlySet<string>,
  names: ReadonlySet<string>,
): number | undefined {
  if (isConstant(node, primitives, names) === 'primitive') return 0;
  const [depth, ...others] = new Set(
    partsOf(node)?.map((part) => tableDepth(part, primitives, names)),
  );
  return depth === undefined || others.length > 0 ? undefined : depth + 1;
}

/** What a literal of an array or object consists of; `undefined` if it cannot be told. */
function partsOf(node: AnyNode): AnyNode[] | undefined {
  if (node.type === 'ObjectExpression') return valuesOf(node);
  if (node.type !== 'ArrayExpression') return undefined;
  const elements = node.elements.filter((element) => element !== null);
  return elements.length === node.elements.length ? elements : undefined;
}

function valuesOf({ properties }: ObjectExpression): AnyNode[] | undefined {
  const values: AnyNode[] = [];
  for (const property of properties) {
    if (property.type !== 'Property' || property.computed || property.kind !== 'init') {
      return undefined;
    }
    if ('name' in property.key && property.key.name === '__proto__') return undefined;
    values.push(property.value);
  }
  return values;
}

function isBuiltIn(
  node: AnyNode,
  owner: RegExp,
  property: RegExp,
  names: ReadonlySet<string>,
): boolean {
  return (
    node.type === 'MemberExpression' &&
    !node.computed &&
    node.object.type === 'Identifier' &&
    owner.test(node.object.name) &&
    !names.has(node.object.name) &&
    node.property.type === 'Identifier' &&
    property.test(node.property.name)
  );
}
