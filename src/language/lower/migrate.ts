import type { Migration, PointsMove } from '../../model/migration.ts';
import { migrationToItself, migrationTwice } from '../checks/migrations.ts';
import { outOfRange, wrongUnit } from '../checks/rules.ts';
import * as ast from '../generated/ast.ts';
import { once } from './clauses.ts';
import { type Lowering, removeLine, spanOf, textOf } from './context.ts';
import { rational } from './number.ts';
import { roundingMode } from './rounding.ts';

export function lowerMigrations(
    lowering: Lowering,
    nodes: readonly ast.Migrate[],
    version: string | undefined,
): Migration[] {
    const seen = new Set<string>();
    return nodes.map(node => {
        const from = node.any ? 'any version' : `version "${node.version ?? ''}"`;
        if (seen.has(from))
            lowering.report(migrationTwice, { node, property: 'version' }, [`The migration from ${from}`]);
        seen.add(from);
        if (!node.any && node.version !== undefined && node.version === version)
            lowering.report(migrationToItself, { node, property: 'version' }, [version]);
        return lowerMigration(lowering, node);
    });
}

function lowerMigration(lowering: Lowering, node: ast.Migrate): Migration {
    const clauses = once(lowering, node.clauses, 'the migration');
    reportTwice(lowering, clauses);
    const fateOf = (is: (each: ast.MigrateClause) => each is ast.OffersFate | ast.CountsFate | ast.ExpiryFate) =>
        clauses.find(is)?.fate;
    return {
        span: spanOf(node),
        version: node.any ? undefined : (node.version ?? ''),
        tiers: clauses.filter(ast.isTierMove).flatMap(({ from, to }) => {
            const tier = to?.ref;
            return tier ? [{ from, ladder: tier.$container.name, tier: tier.name }] : [];
        }),
        endedLadders: clauses.filter(ast.isLadderEnd).map(({ from }) => from),
        points: clauses.filter(ast.isPointsMove).flatMap(each => lowerPointsMove(lowering, each) ?? []),
        contracts: clauses.filter(ast.isContractMove).map(({ from, to }) => ({ from, to: to?.ref?.name })),
        round: roundingMode(clauses.find(ast.isRoundClause)?.mode) ?? 'down',
        expiry: fateOf(ast.isExpiryFate) === 'new' ? 'new' : 'kept',
        offers: fateOf(ast.isOffersFate) === 'dropped' ? 'dropped' : 'kept',
        counts: fateOf(ast.isCountsFate) === 'restarted' ? 'restarted' : 'kept',
    };
}

function lowerPointsMove(lowering: Lowering, node: ast.PointsMove): PointsMove | undefined {
    if (!node.to) return { from: node.from, to: undefined };
    const unit = node.to.unit?.ref;
    if (!unit) return undefined;
    if (!ast.isPoints(unit)) {
        lowering.report(wrongUnit, node.to, ['What points become', 'points', textOf(node.to)]);
        return undefined;
    }
    const [before, after] = [rational(node.value), rational(node.to.value)];
    if (before.isZero() || after.isZero()) {
        lowering.report(outOfRange, node, ['What points become', 'above zero', textOf(node)]);
        return undefined;
    }
    return { from: node.from, to: { points: unit.name, factor: after.div(before) } };
}

/** A tier, a kind of points or a contract of the old version that goes to two places. */
function reportTwice(lowering: Lowering, clauses: readonly ast.MigrateClause[]): void {
    const seen = new Set<string>();
    for (const node of clauses) {
        if (!('from' in node)) continue;
        const what = `${textOf(node).split(' ')[0] ?? ''} '${node.from}'`;
        if (seen.has(what))
            lowering.report(migrationTwice, node, [`What becomes of ${what}`], {
                fixes: [{ title: 'Leave it out', edits: [removeLine(node)] }],
            });
        seen.add(what);
    }
}
