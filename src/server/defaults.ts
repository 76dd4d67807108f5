import type { AstNode, LangiumDocument, NameProvider } from 'langium';
import { type Default, defaultsOf, isWrittenIn } from '../language/defaults/defaults.ts';
import * as ast from '../language/generated/ast.ts';
import { documentOf } from '../language/names.ts';
import type { Program } from '../model/program.ts';
import type { Declared } from '../model/source.ts';
import type { LoyaltyServerServices } from './services.ts';

/**
 * What nobody wrote and holds all the same, of some declarations: as `loyalty explain --defaults` tells it. None while
 * the program has errors.
 */
export function defaultsBehind(
    services: LoyaltyServerServices,
    nodes: readonly AstNode[],
): ReadonlyMap<AstNode, readonly Default[]> {
    const found = new Map<AstNode, readonly Default[]>();
    for (const [document, own] of Map.groupBy(nodes, documentOf)) {
        for (const program of programsWith(services, document)) {
            for (const [node, defaults] of ofProgram(program, document, own, services.references.NameProvider))
                found.set(node, defaults);
        }
    }
    return found;
}

/** Markdown: what holds, and the clause that would say something else. */
export function sayDefault({ holds, otherwise }: Default): string {
    return otherwise ? `${holds} Otherwise: \`${otherwise}\`.` : holds;
}

/** Whether `defaultsBehind` can tell: the program that this belongs to has no errors. */
export function hasDefaults(services: LoyaltyServerServices, node: AstNode): boolean {
    return programsWith(services, documentOf(node)).length > 0;
}

function programsWith(services: LoyaltyServerServices, document: LangiumDocument): readonly Program[] {
    const roots = new Set(services.loyalty.Names.programsOf(document).map(documentOf));
    return [...roots].map(root => services.loyalty.Analyses.atHand(root)?.draft()).filter(each => each !== undefined);
}

function ofProgram(
    program: Program,
    document: LangiumDocument,
    nodes: readonly AstNode[],
    names: NameProvider,
): readonly (readonly [AstNode, readonly Default[]])[] {
    const asked = new Map(nodes.map(node => [`${node.$type} ${names.getName(node)}`, node]));
    const types = new Set(nodes.map(({ $type }) => $type));
    const declarations = new Map<Declared, AstNode>();
    for (const [type, list] of declaredIn(program)) {
        if (!types.has(type)) continue;
        for (const declared of list) {
            const node = asked.get(`${type} ${declared.name}`);
            if (node) declarations.set(declared, node);
        }
    }
    const nodeOf = (declared: Declared): AstNode | undefined => declarations.get(declared);
    const text = document.textDocument.getText();
    // What is not asked about counts as written: that is the cheapest way to leave it out.
    const defaults = defaultsOf(program, (declared, clause) => {
        const node = nodeOf(declared);
        return node === undefined || isWrittenIn(blockOf(text, node), atStart(declared), clause);
    });
    const groups = Map.groupBy(defaults, ({ declared }) => nodeOf(declared));
    return [...groups].flatMap(([node, own]) => (node ? [[node, own] as const] : []));
}

/**
 * By the type of the node that declares them. Found by name and not by place: places in a draft may be those of before
 * an edit, and making all of the program anew for each key takes long.
 */
function declaredIn(program: Program): readonly (readonly [type: string, list: readonly Declared[]])[] {
    return [
        [ast.Program.$type, [program]],
        [ast.Points.$type, program.points],
        [ast.Wallet.$type, program.wallets ?? []],
        [ast.Ladder.$type, program.ladders],
        [ast.Earn.$type, program.earns],
        [ast.Price.$type, program.prices],
        [ast.Coupon.$type, program.coupons ?? []],
        [ast.Reward.$type, program.rewards],
        [ast.Contract.$type, program.contracts],
        [ast.Rebate.$type, program.rebates],
        [ast.Trigger.$type, program.triggers.filter(({ journey }) => journey === undefined)],
        [ast.Journey.$type, program.triggers.filter(({ journey }) => journey !== undefined)],
        [ast.Budget.$type, program.budgets],
        [ast.Segment.$type, program.segments],
        [ast.Assume.$type, program.assumptions ?? []],
    ];
}

function blockOf(text: string, node: AstNode): string {
    return node.$cstNode ? text.slice(node.$cstNode.offset, node.$cstNode.end) : '';
}

function atStart(declared: Declared): Declared {
    return { ...declared, span: { ...declared.span, start: 0 } };
}
