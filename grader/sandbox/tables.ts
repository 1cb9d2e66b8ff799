import type { AnyNode } from 'acorn';

/** Methods of arrays that change nothing and hand the array to nobody. */
const readers = /^(at|concat|includes|indexOf|join|lastIndexOf|slice)$/;

/**
 * Literals of plain data at module level. Frozen or not is the same for them as long as the submission
 * only exports them or looks values up in them, down to primitives: then nothing ever holds a part
 * that could be changed.
 */
export class Tables {
  /** @param depths by name: so many times one has to look something up to be at primitives. */
  constructor(private readonly depths: ReadonlyMap<string, number>) {}

  /** Whether `node`, met on the way through all that the module runs, leaves the tables alone. */
  allow(node: AnyNode, parent: AnyNode | undefined): boolean {
    if (node.type === 'Identifier') {
      const depth = this.depths.get(node.name);
      return (
        depth === undefined || isLookedUp(node, parent) || (depth === 1 && isRead(node, parent))
      );
    }
    if (node.type !== 'MemberExpression') return true;
    const left = this.left(node);
    if (left === undefined) return true;
    if (left > 0) return isLookedUp(node, parent) || (left === 1 && isTakenApart(node, parent));
    // It calls a method, too, of which there is none that one would call so.
    if (parent?.type === 'TaggedTemplateExpression') return parent.tag !== node;
    if (parent?.type !== 'CallExpression' || parent.callee !== node) return true;
    const { computed, property } = node;
    return !computed && property.type === 'Identifier' && readers.test(property.name);
  }

  /** How many times more one has to look up in a part of a table; `undefined` if it is none. */
  private left({ object }: AnyNode & { type: 'MemberExpression' }): number | undefined {
    const before =
      object.type === 'MemberExpression'
        ? this.left(object)
        : object.type === 'Identifier'
          ? this.depths.get(object.name)
          : undefined;
    return before === undefined || before === 0 ? undefined : before - 1;
  }
}

/** Also true of what only looks like a table's name: where it is defined, or somebody else's property. */
function isLookedUp(node: AnyNode, parent: AnyNode | undefined): boolean {
  switch (parent?.type) {
    case 'VariableDeclarator':
      return parent.id === node;
    case 'MemberExpression':
      return parent.object === node || !parent.computed;
    case 'Property':
      return parent.key === node && !parent.computed && !parent.shorthand;
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return parent.key === node && !parent.computed;
    default:
      return false;
  }
}

/** Whether all primitives of a flat table are read at once. */
function isRead(node: AnyNode, parent: AnyNode | undefined): boolean {
  switch (parent?.type) {
    case 'SpreadElement':
      return true;
    case 'ForOfStatement':
      return parent.right === node;
    case 'BinaryExpression':
      return parent.operator === 'in' && parent.right === node;
    default:
      return false;
  }
}

/** `const { a, b } = …`. */
function isTakenApart(node: AnyNode, parent: AnyNode | undefined): boolean {
  if (parent?.type !== 'VariableDeclarator' || parent.init !== node) return false;
  if (parent.id.type !== 'ObjectPattern') return false;
  return parent.id.properties.every(
    (part) => part.type === 'Property' && !part.computed && part.value.type === 'Identifier',
  );
}
