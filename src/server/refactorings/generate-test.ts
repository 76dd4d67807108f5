import type { AstNode } from 'langium';
import * as ast from '../../language/generated/ast.ts';
import { documentOf, fileOf } from '../../language/names.ts';
import type { Program } from '../../model/program.ts';
import { ruleNamed } from '../../simulate/witness/rule.ts';
import { sayWitness } from '../../simulate/witness/say-witness.ts';
import { findWitness } from '../../simulate/witness/search.ts';
import type { LoyaltyServerServices } from '../services.ts';
import type { Refactoring } from './refactoring.ts';
import type { Spot } from './spot.ts';
import { declareLast } from './text.ts';

/** What a rule does today, as a test that holds: whoever changes the rule is told. */
export const generateTest: Refactoring = {
    kind: 'refactor.generate',
    offers: (spot, services) => {
        const { declaration } = spot;
        if (!declaration || !isRule(declaration) || !isOnFirstLine(spot, declaration)) return [];
        const program = programOf(declaration, services);
        const rule = program && ruleNamed(declaration.name, program);
        if (!rule) return [];
        return [
            {
                title: `Generate a test of what '${rule.name}' does now`,
                takesLong: true,
                otherwise: `Of the purchases and events that were tried none made '${rule.name}' do something; write the test by hand.`,
                edits: async () => {
                    const witness = await findWitness(
                        rule,
                        program,
                        () => new Promise(resolve => setImmediate(resolve)),
                    );
                    if (!witness) return undefined;
                    const text = sayWitness(witness, freshTitle(rule.name, program), rule, program);
                    return [declareLast(spot.document, text)];
                },
            },
        ];
    },
};

type Rule = ast.Earn | ast.Price | ast.Trigger | ast.Reward;

const isRule = (node: AstNode): node is Rule =>
    ast.isEarn(node) || ast.isPrice(node) || ast.isTrigger(node) || ast.isReward(node);

/** Where its name stands, and not wherever else somebody looks into it. */
function isOnFirstLine({ document, start }: Spot, { $cstNode }: AstNode): boolean {
    const from = $cstNode?.offset ?? 0;
    return !document.textDocument.getText().slice(from, start).includes('\n');
}

function programOf(node: AstNode, services: LoyaltyServerServices): Program | undefined {
    const [root] = services.loyalty.Names.programsOf(documentOf(node));
    return root && fileOf(documentOf(root)) && services.loyalty.Analyses.of(documentOf(root)).draft();
}

function freshTitle(name: string, { tests }: Program): string {
    const taken = new Set(tests.map(({ title }) => title));
    const title = `what ${name} does`;
    for (let n = 2; taken.has(title); n++) if (!taken.has(`${title}, ${n}`)) return `${title}, ${n}`;
    return title;
}
