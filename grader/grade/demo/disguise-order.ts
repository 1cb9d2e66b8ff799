import { ts } from 'ts-morph';
import type { Dice } from './dice.ts';
import { parse } from './disguise-shape.ts';

/**
 * Functions of the file and methods of classes in another order. Both exist before anything runs, so
 * their order means nothing; whatever else stands between them stays where it is.
 */
export function reorderFunctions(text: string, dice: Dice): string {
  const source = parse(text);
  const places: ts.Node[][] = [source.statements.filter(isMovable)];
  const visit = (node: ts.Node): void => {
    if (ts.isClassLike(node)) places.push(node.members.filter(isMovableMember));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return places.reduceRight(
    (changed, nodes, index) => exchange(changed, nodes, dice.for(`place ${index}`)),
    text,
  );
}

/** A function without a body is an overload, which belongs before its implementation. */
function isMovable(node: ts.Statement): boolean {
  return ts.isFunctionDeclaration(node) && node.body !== undefined;
}

function isMovableMember(node: ts.ClassElement): boolean {
  return ts.isMethodDeclaration(node) && node.body !== undefined && ts.isIdentifier(node.name);
}

/** The nodes' texts, each with the comments before it, in the places of others. */
function exchange(text: string, nodes: readonly ts.Node[], dice: Dice): string {
  const parts = nodes.map((node) => text.slice(node.getFullStart(), node.end));
  const shuffled = dice.shuffle(parts, 'functions');
  let result = '';
  let end = 0;
  for (const [index, node] of nodes.entries()) {
    result += text.slice(end, node.getFullStart()) + (shuffled[index] ?? '');
    end = node.end;
  }
  return result + text.slice(end);
}
