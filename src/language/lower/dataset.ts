import { closest, didYouMean } from '../../base/did-you-mean.ts';
import { isZone } from '../../base/zone.ts';
import type { ColumnMapping, DataSource, Dataset } from '../../model/dataset.ts';
import { columnMissing, outsidePath, unknownColumnField } from '../checks/data.ts';
import { duplicateField } from '../checks/names.ts';
import { unknownZone } from '../checks/program.ts';
import { pointlessClause } from '../checks/rules.ts';
import * as ast from '../generated/ast.ts';
import { isRelativePath } from '../names.ts';
import { isForEverybody } from './announcement.ts';
import { declared, type Lowering, replace, spanOf } from './context.ts';

export function lowerDataset(lowering: Lowering, node: ast.Dataset): Dataset {
    return {
        ...declared(node),
        sources: node.sources.map(each => lowerSource(lowering, each)).filter(each => each !== undefined),
    };
}

function lowerSource(lowering: Lowering, node: ast.Source): DataSource | undefined {
    const target = node.target?.ref;
    if (!target || node.path === undefined) return undefined;
    const name = ast.isMemberDecl(target) ? 'member' : target.name;
    const pathPlace = { node, property: 'path' };
    if (!staysBelow(node.path)) lowering.report(outsidePath, pathPlace, [node.path]);
    if (node.zone !== undefined && !isZone(node.zone))
        lowering.report(unknownZone, { node, property: 'zone' }, [node.zone, '']);
    const fields = fieldsOf(lowering, name);
    const seen = new Set<string>();
    for (const column of node.columns) {
        if (!fields.includes(column.field)) {
            const better = closest(column.field, fields, 1)[0];
            const place = { node: column, property: 'field' };
            const fixes = better ? [{ title: `Write ${better}`, edits: [replace(place, better)] }] : [];
            lowering.report(unknownColumnField, place, [column.field, name, didYouMean(column.field, fields)], {
                fixes,
            });
        } else if (seen.has(column.field))
            lowering.report(duplicateField, { node: column, property: 'field' }, [name, column.field, false]);
        seen.add(column.field);
    }
    for (const needed of neededFields(name, isForEverybody(lowering, name))) {
        if (!seen.has(needed)) lowering.report(columnMissing, { node, property: 'target' }, [name, needed]);
    }
    return {
        span: spanOf({ node, property: 'target' }),
        target: name,
        path: node.path,
        pathSpan: spanOf(pathPlace),
        filters: node.filters.map(each => ({
            column: each.column,
            columnSpan: spanOf({ node: each, property: 'column' }),
            op: each.negated ? 'is not' : each.values.length > 1 ? 'in' : 'is',
            values: each.values,
        })),
        columns: node.columns.map(each => lowerColumn(lowering, each, name)),
        timeZone: node.zone,
    };
}

function neededFields(target: string, isForEverybody: boolean): readonly string[] {
    if (target === 'member') return ['id'];
    if (isForEverybody) return target === PRICE_LIST ? ['time', 'sku', 'price'] : ['time'];
    return ['member', 'time'];
}

/** Rows of this event are no member's: they are the list of prices. */
const PRICE_LIST = 'price_change';

/** Relative, and never above the folder. `../` is for data that lies beside the project; it must be given with --data. */
function staysBelow(path: string): boolean {
    return isRelativePath(path) && !path.split('/').includes('..');
}

/** What can stand left of `=`. */
export function fieldsOf(lowering: Pick<Lowering, 'names' | 'root'>, target: string): string[] {
    const { names, root } = lowering;
    if (target === 'member')
        return ['id', ...names.memberFields(root).map(each => each.name)].filter(
            each => !['years', 'days', 'age'].includes(each),
        );
    if (target === PRICE_LIST) return ['time', 'sku', 'price'];
    if (isForEverybody({ names, root }, target))
        return ['time', ...names.eventFields(root, target).map(each => each.name)];
    const roles = ['id', 'member', 'time', 'order', 'line'];
    const own = names.eventFields(root, target).map(each => each.name);
    if (target !== 'purchase' && target !== 'return')
        return target === 'redemption' ? [...roles, 'reward', 'times', ...own] : [...roles, ...own];
    const computed = ['net', 'paid', 'gross', 'discount', 'units', 'lines', 'taxes', 'total'];
    const wallets = target === 'purchase' ? names.declarations(root, 'Wallet').map(each => each.name) : [];
    const items = names
        .itemFields(root)
        .map(each => each.name)
        .filter(each => each !== 'net');
    return [
        ...roles,
        ...items,
        ...wallets,
        ...(target === 'purchase' ? ['reward', 'times'].filter(each => !own.includes(each)) : []),
        ...own.filter(each => !computed.includes(each) && !items.includes(each)),
        'paid',
    ];
}

/** Money of goods that a file holds, which is refused below zero where nothing is said. */
const SIGNED = ['price', 'amount', 'paid', 'list_price', 'cost', 'shipping'];

function lowerColumn(lowering: Lowering, node: ast.Column, target: string): ColumnMapping {
    const isRefused = (target === 'purchase' || target === 'return') && SIGNED.includes(node.field);
    if (node.signed && !isRefused)
        lowering.report(pointlessClause, node, [
            'signed',
            `only money of purchases and returns is refused below zero: ${SIGNED.join(', ')}`,
        ]);
    return {
        field: node.field,
        column: node.column,
        negated: node.negated,
        ...(node.signed ? { signed: true } : {}),
        span: spanOf(node),
        columnSpan: spanOf({ node, property: 'column' }),
    };
}
