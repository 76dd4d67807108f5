import type { Command, Option } from 'commander';
import { severities } from '../diagnostics/finding.ts';
import { settable } from './config.ts';
import { diagnosticEntries } from './entries.ts';

/** The schema of `loyalty.config.json`, made of the options that there are: editors complete them, and know no others. */
export function configSchema(program: Command): object {
    const names = settable(program.commands.map(command => command.name()));
    const commands = program.commands.filter(command => names.includes(command.name()));
    const fromCode = diagnosticEntries.filter(({ severity }) => severity !== 'error');
    return {
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        $id: 'urn:loyalty:config:1',
        title: 'loyalty.config.json: what would stand on every command line of a project',
        type: 'object',
        properties: {
            $schema: { type: 'string' },
            data: {
                description:
                    'The dataset, the folder where its files lie, or both; a folder counts from where this file lies.',
                ...oneOrMore({ type: 'string' }),
            },
            severities: {
                description:
                    'How serious findings are for `loyalty check` and in the editor, by their codes. Errors stay errors.',
                type: 'object',
                properties: Object.fromEntries(
                    fromCode.map(({ code, title }) => [code, { description: title, enum: [...severities, 'off'] }]),
                ),
                additionalProperties: { enum: [...severities, 'off'] },
            },
            ...Object.fromEntries(commands.map(command => [command.name(), optionsOf(command)])),
        },
        additionalProperties: false,
    };
}

function optionsOf(command: Command): object {
    const options = command.options.filter(option => option.attributeName() !== 'help');
    return {
        description: `Options of \`loyalty ${command.name()}\`, by their long names in camel case.`,
        type: 'object',
        properties: Object.fromEntries(options.map(option => [option.attributeName(), presetOf(option)])),
        additionalProperties: false,
    };
}

function presetOf(option: Option): object {
    const { description, argChoices } = option;
    if (option.isBoolean()) return { description, type: 'boolean' };
    if (argChoices !== undefined) return { description, enum: argChoices };
    const value = { type: ['string', 'number'] };
    return { description, ...(isRepeated(option) ? oneOrMore(value) : value) };
}

/** What collects, is given a list of one for one. */
const isRepeated = ({ parseArg }: Option): boolean => Array.isArray(tried(parseArg));

function tried(parseArg: Option['parseArg']): unknown {
    try {
        return parseArg?.('', undefined);
    } catch {
        return undefined;
    }
}

const oneOrMore = (items: object): object => ({ anyOf: [items, { type: 'array', items }] });
