import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Command, Option } from 'commander';
import { didYouMean } from '../base/did-you-mean.ts';
import { CONFIG_FILE } from '../diagnostics/severities.ts';
import { WrongUse } from './failure.ts';
import type { Io } from './io.ts';

/** What a project says once, so that nobody has to say it on every command line. */
interface Config {
    readonly path: string;
    readonly folder: string;
    /** Options by command, as their long names in camel case. */
    readonly commands: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
    readonly data: readonly string[];
    /** As `--severity` takes them. */
    readonly severities: readonly string[];
}

/** Gives a command the options that its command line does not say. What the command line says wins. */
export async function applyConfig(command: Command, commands: readonly string[], io: Io): Promise<void> {
    const { parent } = command;
    // Below a command that only groups others, and in the server that an editor starts, nothing is preset.
    if (parent === null || parent.parent !== null || command.name() === 'lsp') return;
    const config = await readConfig(settable(commands), io);
    if (config === undefined) return;
    const own = {
        ...dataFor(command, config),
        ...severitiesFor(command, config),
        ...config.commands.get(command.name()),
    };
    for (const [name, value] of Object.entries(own)) {
        const option = command.options.find(it => it.attributeName() === name);
        const place = `'${command.name()}.${name}' in '${config.path}'`;
        if (option === undefined) {
            const names = command.options.map(it => it.attributeName());
            throw new WrongUse(`${place} must be an option of 'loyalty ${command.name()}'.${didYouMean(name, names)}`);
        }
        if (command.getOptionValueSource(name) === 'cli') continue;
        command.setOptionValueWithSource(name, asRead(option, value, place), 'config');
    }
}

/** Of these commands, those whose options can be preset. */
export const settable = (commands: readonly string[]): readonly string[] => commands.filter(it => !UNSET.has(it));

/** Commands whose options nobody wants to preset. */
const UNSET = new Set(['init', 'generate', 'lsp', 'help']);

const dataFor = (command: Command, { data }: Config): Readonly<Record<string, unknown>> =>
    data.length > 0 && RUNS.has(command.name()) ? { data } : {};

const severitiesFor = (command: Command, { severities }: Config): Readonly<Record<string, unknown>> =>
    severities.length > 0 && command.name() === 'check' ? { severity: severities } : {};

/** Commands that read data. */
const RUNS = new Set(['simulate', 'compare', 'explain']);

/** As the command line would have read it. */
function asRead(option: Option, value: unknown, place: string): unknown {
    if (option.isBoolean()) {
        if (typeof value === 'boolean') return value;
        throw new WrongUse(`${place} must be true or false.`);
    }
    const texts = Array.isArray(value) ? value : [value];
    if (!texts.every(it => typeof it === 'string' || typeof it === 'number'))
        throw new WrongUse(`${place} must be text, a number, or a list of them.`);
    const { parseArg, argChoices } = option;
    if (parseArg === undefined) {
        const [text] = texts;
        if (texts.length !== 1) throw new WrongUse(`${place} must be one text.`);
        return String(text);
    }
    return texts.reduce<unknown>((before, text) => {
        try {
            return parseArg(String(text), before);
        } catch (error) {
            const choices = argChoices === undefined ? '' : ` It must be one of ${argChoices.join(', ')}`;
            const why = choices === '' && error instanceof Error ? ` ${error.message}` : choices;
            throw new WrongUse(`${place} is '${String(text)}'.${why}.`, { cause: error });
        }
    }, undefined);
}

async function readConfig(commands: readonly string[], io: Io): Promise<Config | undefined> {
    const path = await findConfig(io.cwd);
    if (path === undefined) return undefined;
    const shown = dirname(path) === io.cwd ? CONFIG_FILE : path;
    const content = contentOf(new TextDecoder().decode(await io.readFile(path)), shown);
    const folder = dirname(path);
    const known = ['$schema', 'data', 'severities', ...commands];
    const unknown = Object.keys(content).find(key => !known.includes(key));
    if (unknown !== undefined)
        throw new WrongUse(
            `'${unknown}' in '${shown}' must be one of ${known.join(', ')}.${didYouMean(unknown, known)}`,
        );
    const options = Object.entries(content).filter(([key]) => commands.includes(key));
    const wrong = options.find(([, value]) => !isObject(value));
    if (wrong !== undefined) throw new WrongUse(`'${wrong[0]}' in '${shown}' must be an object with options.`);
    return {
        path: shown,
        folder,
        commands: new Map(options.map(([key, value]) => [key, isObject(value) ? value : {}])),
        data: await dataOf(content.data, folder, shown),
        severities: severitiesOf(content.severities, shown),
    };
}

function severitiesOf(value: unknown, path: string): readonly string[] {
    if (value === undefined) return [];
    if (!isObject(value)) throw new WrongUse(`'severities' in '${path}' must be an object: a severity for each code.`);
    return Object.entries(value).map(([code, level]) => `${code}=${String(level)}`);
}

function contentOf(text: string, path: string): Readonly<Record<string, unknown>> {
    let content: unknown;
    try {
        content = JSON.parse(text.replace(/^\ufeff/, ''));
    } catch (error) {
        throw new WrongUse(`'${path}' must be JSON.`, { cause: error });
    }
    if (!isObject(content)) throw new WrongUse(`'${path}' must be a JSON object.`);
    return content;
}

/** Names of datasets stay, folders count from where the file lies. */
async function dataOf(value: unknown, folder: string, path: string): Promise<readonly string[]> {
    const given = value === undefined ? [] : Array.isArray(value) ? value : [value];
    const texts = given.filter(it => typeof it === 'string');
    if (texts.length < given.length) throw new WrongUse(`'data' in '${path}' must be text, or a list of texts.`);
    return Promise.all(texts.map(async text => ((await isFolder(join(folder, text))) ? join(folder, text) : text)));
}

async function findConfig(folder: string): Promise<string | undefined> {
    for (let at = folder; ; at = dirname(at)) {
        const path = join(at, CONFIG_FILE);
        if ((await stat(path).catch(() => undefined))?.isFile() === true) return path;
        if (at === dirname(at)) return undefined;
    }
}

const isFolder = async (path: string): Promise<boolean> =>
    (await stat(path).catch(() => undefined))?.isDirectory() === true;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
