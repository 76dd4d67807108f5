import { type AstNode, GrammarUtils } from 'langium';
import type { Edit } from '../../diagnostics/finding.ts';
import * as ast from '../../language/generated/ast.ts';
import { documentOf, type Names } from '../../language/names.ts';
import { isOfLibrary } from '../library-document.ts';
import { within } from './spot.ts';
import { textEdit } from './text.ts';

type Owner = ast.MemberDecl | ast.ItemDecl | ast.EventDecl;

/** Where a field is added: to the author's declaration of its owner, or in a new one. */
export type Addition = { readonly owner: string } & ({ readonly edit: Edit } | { readonly declaration: string });

/** The field that a name behind a dot, in `where` or in a test asks for; undefined where nothing has fields of authors. */
export function addField(user: AstNode, name: string, names: Names): Addition | undefined {
    const owner = ownerWanted(user, names);
    if (!owner) return undefined;
    const text = `${name} : ${typeWanted(user) ?? 'text'}`;
    const word = ast.isEventDecl(owner) ? owner.name : ast.isMemberDecl(owner) ? 'member' : 'item';
    const own = ownDeclaration(owner, user, names);
    if (own) return { owner: word, edit: intoBlock(own, text) };
    return { owner: word, declaration: `${ast.isEventDecl(owner) ? `event ${word}` : word} { ${text} }` };
}

function ownerWanted(user: AstNode, names: Names): Owner | undefined {
    const items = names.declarations(documentOf(user), 'ItemDecl')[0];
    if (ast.isNameRef(user)) {
        const head = user.head?.ref;
        if (ast.isMemberDecl(head) || ast.isItemDecl(head) || ast.isEventDecl(head)) return head;
        return head || user.tail.length > 0 ? undefined : items;
    }
    if (!ast.isFieldValue(user)) return undefined;
    const place = user.$container;
    if (ast.isPerson(place)) return names.declarations(documentOf(user), 'MemberDecl')[0];
    if (ast.isTestLine(place)) return items;
    return place.event?.ref;
}

function ownDeclaration(owner: Owner, user: AstNode, names: Names): Owner | undefined {
    const all: readonly Owner[] = names.declarations(documentOf(user), owner.$type);
    return all.find(
        each => !isOfLibrary(each) && (!ast.isEventDecl(each) || !ast.isEventDecl(owner) || each.name === owner.name),
    );
}

function intoBlock(owner: Owner, text: string): Edit {
    const last = owner.fields.at(-1)?.$cstNode;
    const open = GrammarUtils.findNodeForKeyword(owner.$cstNode, '{');
    const at = last?.end ?? open?.end ?? owner.$cstNode?.end ?? 0;
    return textEdit(documentOf(owner), at, at, open ? `\n  ${text}` : ` { ${text} }`);
}

/** Fields of an event that nothing declares, and their types, by what is said of them. */
export function wantedFields(root: AstNode, event: string): readonly (readonly [string, string])[] {
    const fields = new Map<string, string>();
    for (const node of within(root)) {
        if (ast.isNameRef(node) && node.head?.$refText === event) {
            const [field] = node.tail;
            if (field) fields.set(field.$refText, fields.get(field.$refText) ?? typeWanted(node) ?? 'text');
        }
        if (ast.isHappening(node) && node.event?.$refText === event)
            for (const value of node.fields)
                fields.set(value.field.$refText, fields.get(value.field.$refText) ?? typeWanted(value) ?? 'text');
    }
    return [...fields];
}

/** The type that fits what a field is compared with, or set to. */
export function typeWanted(user: AstNode): string | undefined {
    if (ast.isFieldValue(user)) return typeOf(user.values);
    const place = user.$container;
    if (ast.isCompare(place)) return typeOf([place.left === user ? place.right : place.left]);
    if (ast.isBetween(place)) return typeOf([place.low]);
    if (ast.isIs(place)) return place.value && typeOf([place.value]);
    if (ast.isInList(place)) return typeOf(place.options);
    if (ast.isHas(place)) return typeOf([place.value])?.replace('one of', 'set of');
    if (ast.isAggregate(place) || ast.isArithmetic(place) || ast.isPer(place)) return 'number';
    return undefined;
}

function typeOf(values: readonly ast.Expression[]): string | undefined {
    const [first] = values;
    const words = values.flatMap(each => (ast.isConstantRef(each) ? [each.value.$refText] : []));
    if (words.length > 0 && words.length === values.length) return `one of ${[...new Set(words)].join(', ')}`;
    if (ast.isPercentLiteral(first)) return 'percent';
    if (ast.isDateLiteral(first)) return 'date';
    if (ast.isTextLiteral(first)) return 'text';
    if (ast.isQuantity(first)) return ast.isPoints(first.unit?.ref) ? 'number' : 'money';
    return ast.isNumberLiteral(first) || ast.isDurationLiteral(first) ? 'number' : undefined;
}
