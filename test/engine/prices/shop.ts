import { compile } from '../../../src/language/compile.ts';
import type { Program } from '../../../src/model/program.ts';

const header = (clauses: string): string =>
    `program Shop {\n  currency EUR\n  timezone "Europe/Berlin"\n  ${clauses}\n}\nitem { category : one of coffee, pastry, tea, drink, meal }\n`;

/** A shop from the text of its rules. */
export async function shop(text: string, clauses = ''): Promise<Program> {
    const { findings, programs } = await compile([
        { uri: 'file:///shop.loyalty', text: `${header(clauses)}${text}\n` },
    ]);
    const errors = findings.filter(({ severity }) => severity === 'error').map(({ message }) => message);
    const [program] = programs;
    if (errors.length > 0 || program === undefined) throw new Error(errors.join('\n') || 'there is no program');
    return program;
}

/** What is wrong with the rules, a line each. */
export async function complaints(text: string): Promise<string[]> {
    const { findings } = await compile([{ uri: 'file:///shop.loyalty', text: `${header('')}${text}\n` }]);
    return findings.filter(({ severity }) => severity === 'error').map(({ code, message }) => `${code} ${message}`);
}
