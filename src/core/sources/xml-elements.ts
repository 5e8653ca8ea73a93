import { Parser } from 'htmlparser2';
import { Fault } from '../errors.ts';

/** An element of XML with what is in it, in order. Names keep their prefix (`arxiv:comment`). */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (XmlElement | string)[];
}

/** A document cut before each of its items, so that whatever one of them holds, the others are read. */
export interface XmlItems {
  /** What stands before the first item: the document's own fields. */
  readonly head: XmlElement;
  readonly items: readonly XmlElement[];
}

/** The name of the first element without its prefix, by a look at the start; empty when the text is no markup. */
export function rootName(text: string): string {
  const start = text.slice(0, 4000);
  return /^\s*</.test(start) ? localName(/<([A-Za-z][\w.:-]*)/.exec(start)?.[1] ?? '') : '';
}

/**
 * Cuts XML before each element called `itemName`, whatever its prefix, and reads head and items each by itself. Broken
 * or cut-off markup gives what can be read of it. Entities are XML's own five and numbers; a document with a DTD is
 * refused with Fault `bad-format`, so nothing is ever expanded or fetched.
 */
export function readXmlItems(text: string, itemName: string): XmlItems {
  const starts = [...text.matchAll(new RegExp(`<(?:[\\w.-]+:)?${itemName}(?=[\\s/>])`, 'g'))].map(
    match => match.index,
  );
  const head = text.slice(0, starts[0] ?? text.length);
  if (/<!(?:DOCTYPE|ENTITY)/i.test(head))
    throw new Fault('bad-format', 'XML with a document type declaration is not read');
  return {
    head: readElements(head),
    items: starts.map((start, i) => firstNamed(readElements(text.slice(start, starts[i + 1])), itemName)),
  };
}

/** The element found first at any depth, else the whole. */
function firstNamed(root: XmlElement, localName: string): XmlElement {
  return childNamed(root, localName) ?? root;
}

/** Open elements beyond this depth are read as if they were not there: no format nests so deep. */
const MAX_DEPTH = 64;

interface OpenElement extends XmlElement {
  readonly children: (XmlElement | string)[];
}

/** The markup under a nameless root. */
function readElements(text: string): XmlElement {
  const root: OpenElement = { name: '', attributes: {}, children: [] };
  const open: OpenElement[] = [root];
  let beyond = 0;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (open.length > MAX_DEPTH) {
          beyond++;
          return;
        }
        const element: OpenElement = { name, attributes, children: [] };
        open.at(-1)?.children.push(element);
        open.push(element);
      },
      onclosetag() {
        if (beyond > 0) beyond--;
        else open.pop();
      },
      ontext(data) {
        open.at(-1)?.children.push(data);
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(text);
  return root;
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

const isNamed = (child: XmlElement | string, name: string): child is XmlElement =>
  typeof child !== 'string' && (child.name === name || localName(child.name) === name);

/** The children called `name`, with any prefix. */
export const childrenNamed = (element: XmlElement, name: string): XmlElement[] =>
  element.children.filter(child => isNamed(child, name));

export const childNamed = (element: XmlElement, name: string): XmlElement | undefined =>
  element.children.find(child => isNamed(child, name));

/** All text in the element, as written. */
export function textIn(element: XmlElement | undefined): string {
  return (element?.children ?? []).map(child => (typeof child === 'string' ? child : textIn(child))).join('');
}

/** The text of the first child called `name`; `undefined` when there is none or it is blank. */
export function childText(element: XmlElement, name: string): string | undefined {
  const text = textIn(childNamed(element, name));
  return text.trim() === '' ? undefined : text;
}

/** The text of every child called `name` that has any. */
export const childTexts = (element: XmlElement, name: string): string[] =>
  childrenNamed(element, name)
    .map(textIn)
    .filter(text => text.trim() !== '');

/** The first element called `name` at any depth. */
export function descendantNamed(element: XmlElement, name: string): XmlElement | undefined {
  for (const child of element.children) {
    if (typeof child === 'string') continue;
    const found = isNamed(child, name) ? child : descendantNamed(child, name);
    if (found) return found;
  }
  return undefined;
}
