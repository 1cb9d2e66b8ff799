import type { AnyNode, Class, Program } from 'acorn';
import { isConstant, tableDepth } from './constant.ts';
import { isFunction, someWithin, visit } from './syntax.ts';
import { Tables } from './tables.ts';

/**
 * A module that defines functions, classes and constants and nothing else has no state: frozen, it
 * may serve all nodes at once, without any of them being able to tell. That pays, because the engine
 * knows the objects of a class by the class they come from: with one class a node, the code is never
 * optimised for any of them.
 *
 * Whatever is not surely of this kind counts as state: anything else that runs at module level,
 * constructors that return what they like (with private fields they could write on values that nodes
 * share), and what freezing would break, from `this.method = …` to counters on functions.
 *
 * @param program the body of a bundle.
 * @returns the names of all its definitions; `undefined` if it may have state.
 */
export function statelessDefinitions(program: Program): readonly string[] | undefined {
  const definitions = definitionsOf(program);
  if (definitions === undefined) return undefined;
  const isFine = new Inspection(definitions).passes(program);
  return isFine ? [...definitions.names] : undefined;
}

interface Definitions {
  readonly names: ReadonlySet<string>;
  /** By which classes and functions know themselves. */
  readonly ownNames: ReadonlySet<string>;
  readonly classes: readonly Class[];
  readonly tables: Tables;
}

function definitionsOf(program: Program): Definitions | undefined {
  const names = new Set<string>();
  const ownNames = new Set<string>();
  const primitives = new Set<string>();
  const depths = new Map<string, number>();
  const classes: { readonly node: Class; readonly name: string }[] = [];
  for (const statement of program.body) {
    switch (statement.type) {
      case 'EmptyStatement':
      case 'ReturnStatement':
        break;
      case 'ExpressionStatement':
        if (!('directive' in statement)) return undefined;
        break;
      case 'FunctionDeclaration':
        names.add(statement.id.name);
        break;
      case 'ClassDeclaration':
        names.add(statement.id.name);
        classes.push({ node: statement, name: statement.id.name });
        break;
      case 'VariableDeclaration':
        for (const { id, init } of statement.declarations) {
          if (id.type !== 'Identifier') return undefined;
          if (init?.type === 'ClassExpression') {
            classes.push({ node: init, name: id.name });
            if (init.id != null) ownNames.add(init.id.name);
          } else if (init != null && !isFunction(init)) {
            const kind = isConstant(init, primitives, names);
            const depth = kind === 'no' ? tableDepth(init, primitives, names) : undefined;
            if (kind === 'no' && depth === undefined) return undefined;
            if (depth !== undefined) depths.set(id.name, depth);
            if (kind === 'primitive') primitives.add(id.name);
          }
          names.add(id.name);
        }
        break;
      default:
        return undefined;
    }
  }
  const classNames = new Set(classes.map(({ name }) => name));
  if (!classes.every(({ node }) => isPlainClass(node, classNames, names))) return undefined;
  const tables = new Tables(depths);
  return { names, ownNames, classes: classes.map(({ node }) => node), tables };
}

const errorTypes = /^(Error|(Eval|Range|Reference|Syntax|Type|URI)Error)$/;

/** Evaluating it runs no code of the submission's and leaves nothing behind that changes. */
function isPlainClass(
  { superClass, body }: Class,
  classes: ReadonlySet<string>,
  names: ReadonlySet<string>,
): boolean {
  if (superClass != null) {
    if (superClass.type !== 'Identifier') return false;
    const { name } = superClass;
    if (!classes.has(name) && (names.has(name) || !errorTypes.test(name))) return false;
  }
  return body.body.every((member) => {
    if (member.type === 'StaticBlock') return false;
    if (member.computed && !isPlainKey(member.key)) return false;
    if (member.type === 'PropertyDefinition') return !member.static;
    if (member.static) return !someWithin(member.value, usesThis);
    return member.kind !== 'constructor' || !someWithin(member.value, returnsValue);
  });
}

function isPlainKey(key: AnyNode): boolean {
  if (key.type === 'Literal') return true;
  if (key.type !== 'MemberExpression' || key.computed) return false;
  return key.object.type === 'Identifier' && key.object.name === 'Symbol';
}

function usesThis(node: AnyNode): boolean {
  return node.type === 'ThisExpression' || node.type === 'Super';
}

function returnsValue(node: AnyNode): boolean {
  return node.type === 'ReturnStatement' && node.argument != null;
}

/** Names through which one gets from an object to what all objects of its class share. */
const waysToShared: ReadonlySet<string> = new Set(['constructor', 'prototype', '__proto__']);
const changesOthers: ReadonlySet<string> = new Set(
  'assign setPrototypeOf getPrototypeOf defineProperty defineProperties'.split(' '),
);

/** Looks through the whole module for what does not go with frozen definitions. */
class Inspection {
  readonly #names: Set<string>;
  readonly #tables: Tables;
  /** Of classes: an own property of this name cannot be made by assignment any more. */
  readonly #methods = new Set<string>();
  /** Freezing does not reach these; so they must not be taken for values. */
  readonly #privateMethods = new Set<string>();

  constructor({ names, ownNames, classes, tables }: Definitions) {
    this.#tables = tables;
    this.#names = new Set([...names, ...ownNames]);
    for (const { body } of classes) {
      for (const member of body.body) {
        if (member.type !== 'MethodDefinition' || member.kind !== 'method') continue;
        if (member.key.type === 'PrivateIdentifier') this.#privateMethods.add(member.key.name);
        else if (member.key.type === 'Identifier') this.#methods.add(member.key.name);
        else if (member.key.type === 'Literal') this.#methods.add(String(member.key.value));
      }
    }
  }

  passes(program: Program): boolean {
    let isFine = true;
    for (const statement of program.body) {
      const isExport = statement.type === 'ReturnStatement';
      visit(statement, (node, parent) => {
        isFine &&= this.#allows(node, parent) && (isExport || this.#tables.allow(node, parent));
      });
    }
    return isFine;
  }

  #allows(node: AnyNode, parent: AnyNode | undefined): boolean {
    switch (node.type) {
      case 'AssignmentExpression':
        return this.#mayChange(node.left);
      case 'UpdateExpression':
        return this.#mayChange(node.argument);
      case 'UnaryExpression':
        return node.operator !== 'delete' || this.#mayChange(node.argument);
      case 'ForInStatement':
      case 'ForOfStatement':
        return node.left.type === 'VariableDeclaration' || this.#mayChange(node.left);
      case 'MetaProperty':
        return false;
      case 'Identifier':
        return node.name !== 'Reflect';
      case 'MemberExpression': {
        const { property } = node;
        if (property.type === 'PrivateIdentifier') {
          const isCalled = parent?.type === 'CallExpression' && parent.callee === node;
          return isCalled || !this.#privateMethods.has(property.name);
        }
        const name = nameOf(node);
        if (name === undefined) return true;
        if (waysToShared.has(name)) return false;
        const isOfObject = node.object.type === 'Identifier' && node.object.name === 'Object';
        return !(isOfObject && changesOthers.has(name));
      }
      default:
        return true;
    }
  }

  /** @param target of an assignment. */
  #mayChange(target: AnyNode): boolean {
    switch (target.type) {
      case 'Identifier':
        return !this.#names.has(target.name);
      case 'MemberExpression': {
        const owner = ownerOf(target);
        if (owner.type === 'Identifier' && this.#names.has(owner.name)) return false;
        const name = nameOf(target);
        if (name !== undefined) return !this.#methods.has(name);
        return !target.computed || target.object.type !== 'ThisExpression';
      }
      case 'ArrayPattern':
        return target.elements.every((element) => element === null || this.#mayChange(element));
      case 'ObjectPattern':
        return target.properties.every((property) =>
          this.#mayChange(property.type === 'Property' ? property.value : property),
        );
      case 'AssignmentPattern':
        return this.#mayChange(target.left);
      case 'RestElement':
        return this.#mayChange(target.argument);
      default:
        return false;
    }
  }
}

/** What stands at the front of `a.b.c`. */
function ownerOf(node: AnyNode): AnyNode {
  return node.type === 'MemberExpression' ? ownerOf(node.object) : node;
}

/** The property's name, if it stands there. */
function nameOf({
  computed,
  property,
}: AnyNode & { type: 'MemberExpression' }): string | undefined {
  if (!computed) return property.type === 'Identifier' ? property.name : undefined;
  return property.type === 'Literal' ? String(property.value) : undefined;
}
