import type { Field } from '../../model/event.ts';
import { ANY_TEXT, type Type } from '../../model/type.ts';
import type * as ast from '../generated/ast.ts';
import { LIBRARY_URI } from '../library.ts';
import { documentOf } from '../names.ts';
import { isAnyText, isChannels } from '../set-types.ts';
import { docOf, type Lowering, spanOf } from './context.ts';

/** The type of a declared field; `owner` names the values of choices (`item.category`). */
export function typeOfField(lowering: Lowering, field: ast.Field, owner: string): Type {
    const type = field.type;
    switch (type?.$type) {
        case 'ChoiceType':
            return { kind: 'choice', of: `${owner}.${field.name}`, values: type.values.map(each => each.name) };
        case 'SetType':
            if (isAnyText(type)) return { kind: 'set', of: ANY_TEXT, values: [] };
            return isChannels(type)
                ? { kind: 'set', of: 'channels', values: lowering.names.channels(lowering.root).map(each => each.name) }
                : { kind: 'set', of: `${owner}.${field.name}`, values: type.values.map(each => each.name) };
        case 'PlainType':
            return plain(lowering, type);
        case undefined:
            return { kind: 'text' };
    }
}

function plain(lowering: Lowering, type: ast.PlainType): Type {
    switch (type.kind) {
        case 'money':
            return { kind: 'money', currency: type.currency?.ref?.name ?? lowering.currency };
        case 'date':
            return { kind: 'date' };
        case 'number':
            return { kind: 'number' };
        case 'percent':
            return { kind: 'percent' };
        case 'group':
            return { kind: 'group' };
        default:
            return { kind: 'text' };
    }
}

/** Whose fields these are: `member`, `item`, or the event's name. */
export function ownerOf(field: ast.Field): string {
    const owner = field.$container;
    return owner.$type === 'MemberDecl' ? 'member' : owner.$type === 'ItemDecl' ? 'item' : owner.name;
}

export function lowerField(lowering: Lowering, field: ast.Field): Field {
    return {
        name: field.name,
        title: field.title ?? field.name,
        doc: docOf(field),
        span: spanOf({ node: field, property: 'name' }),
        type: typeOfField(lowering, field, ownerOf(field)),
        builtIn: documentOf(field).uri.toString() === LIBRARY_URI,
    };
}
