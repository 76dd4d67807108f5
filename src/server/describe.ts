import type { AstNode } from 'langium';
import * as ast from '../language/generated/ast.ts';
import { docOf, textOf } from '../language/lower/context.ts';
import { ownerOf } from '../language/lower/type.ts';
import type { Names } from '../language/names.ts';
import { documentOf } from '../language/names.ts';
import { isAnyText, isChannels } from '../language/set-types.ts';
import { defaultsOf, phrases } from './phrases/index.ts';

/** What a declaration is, in one line of code. */
export function headOf(node: AstNode, names: Names): string {
    if (ast.isField(node)) return `${ownerOf(node)}.${node.name} : ${typeOf(node, names)}`;
    if (ast.isTier(node) || ast.isEnumValue(node) || ast.isCurrency(node)) return `${node.name}  // ${belongsTo(node)}`;
    if (ast.isPerson(node)) return textOf(node);
    if (ast.isOrderName(node)) return textOf(node.$container ?? node);
    if (ast.isMetric(node)) return `metric ${node.name} { ${textOf(node.daily ?? node.aggregate ?? node)} }`;
    if (ast.isEventDecl(node))
        return `event ${node.name}${node.everybody ? ' for everybody' : ''}${node.closes ? ` closes ${node.closes.$refText}` : ''}`;
    if (ast.isLadder(node)) return `tiers ${node.name} { ${node.tiers.map(tier => tier.name).join(', ')} }`;
    return textOf(node).split('{')[0]?.trim() ?? '';
}

function belongsTo(node: ast.Tier | ast.EnumValue | ast.Currency): string {
    if (ast.isTier(node)) return `tier of ${node.$container.name}`;
    if (ast.isCurrency(node)) return 'currency';
    return ast.isChannelsClause(node.$container)
        ? 'channel'
        : `value of ${ownerOf(node.$container.$container)}.${node.$container.$container.name}`;
}

/** The type in words, with the unit. */
export function typeOf(node: AstNode, names: Names): string {
    if (ast.isField(node)) return fieldType(node, names);
    if (ast.isMetric(node)) return aggregateType(node.aggregate, names);
    if (ast.isLadder(node)) return `one of ${node.tiers.map(tier => tier.name).join(', ')}`;
    if (ast.isPoints(node)) return '';
    if (ast.isCurrency(node)) return `money in ${node.name}`;
    if (ast.isSegment(node)) return 'a condition';
    return '';
}

function fieldType(field: ast.Field, names: Names): string {
    const type = field.type;
    if (ast.isChoiceType(type)) return `one of ${type.values.map(value => value.name).join(', ')}`;
    if (ast.isSetType(type)) {
        if (isAnyText(type)) return 'a set of text';
        const values = isChannels(type) ? names.channels(documentOf(field)) : type.values;
        return `a set of ${values.map(value => value.name).join(', ') || 'channels'}`;
    }
    switch (type?.kind) {
        case 'money':
            return type.currency ? `money in ${type.currency.$refText}` : 'money';
        case 'percent':
            return 'a percentage';
        case 'text':
        case undefined:
            return 'text';
        default:
            return `a ${type.kind}`;
    }
}

function aggregateType(node: ast.Aggregate | undefined, names: Names): string {
    const head = node?.of?.head?.ref;
    const last = node?.of?.tail.at(-1)?.ref;
    if (node?.fn === 'count' || node?.fn === 'distinct') return 'a number';
    if (ast.isPoints(head)) return `${head.name} points`;
    return last ? fieldType(last, names) : 'a number';
}

/** Title and doc comment, without markup of their own. */
export function notesOf(node: AstNode): readonly string[] {
    const title = 'title' in node && typeof node.title === 'string' ? node.title : '';
    const shown = 'clauses' in node || 'fields' in node ? '' : title; // else it stands in the head
    return [shown, docOf(node)].filter(text => text !== '');
}

/** What the author did not write and holds all the same. */
export function defaultsInForce(node: AstNode): readonly string[] {
    const types = defaultsOf[node.$type];
    if (!types || !('clauses' in node) || !Array.isArray(node.clauses)) return [];
    const written = new Set(node.clauses.map((clause: AstNode) => clause.$type));
    return types.flatMap(type => {
        const otherwise = phrases[type]?.otherwise;
        return otherwise && !written.has(type) ? [otherwise] : [];
    });
}
