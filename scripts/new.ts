import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/*
 * `npm run new construct coupon`: skeletons of the files that one thing needs, with the same name in every layer.
 * Nothing that is there is written over; what is left to do is printed.
 */

const root = fileURLToPath(new URL('..', import.meta.url));

interface Kind {
    readonly files: (name: string) => Readonly<Record<string, string>>;
    /** What no skeleton can do. */
    readonly next: (name: string) => readonly string[];
}

const kinds: Readonly<Record<string, Kind>> = {
    construct: {
        files: name => ({
            [`src/language/grammar/${name}.langium`]: `import './terminals'\nimport './expression'\n\ninterface ${pascal(name)} { name: string; title?: string }\n\n${pascal(name)} returns ${pascal(name)}: '${name}' name=Name title=STRING? '{' '}';\n`,
            [`src/model/${name}.ts`]: `import type { Declared } from './source.ts';\n\n/** What it is, in the words of the field. */\nexport interface ${pascal(name)} extends Declared {}\n`,
            [`src/language/lower/${name}.ts`]: `import type { ${pascal(name)} } from '../../model/${name}.ts';\nimport type * as ast from '../generated/ast.ts';\nimport { declared } from './context.ts';\n\nexport function lower${pascal(name)}(node: ast.${pascal(name)}): ${pascal(name)} {\n    return { ...declared(node) };\n}\n`,
            [`docs/language/${name}.md`]: `# ${name}\n\nWhat it is for, then every clause with an example that compiles.\n`,
        }),
        next: name => [
            `name it in src/language/grammar/loyalty.langium, then: npm run generate`,
            `lower it in src/language/lower/program.ts and give it a place in src/model/program.ts`,
            `say in docs/language/meaning.md what it means, and give src/engine/${name}.ts that meaning, with a test`,
            `teach src/format its layout`,
        ],
    },
    command: {
        files: name => ({
            [`src/cli/commands/${name}.ts`]: `import type { CliCommand } from '../command.ts';\nimport { exitCodes } from '../exit-code.ts';\nimport type { Io } from '../io.ts';\n\nexport const ${camel(name)}: CliCommand = {\n    name: '${name}',\n    register: (program, start) => {\n        program\n            .command('${name}')\n            .description('what it does')\n            .argument('<program>', 'the program, or a folder with one')\n            .action((path: string) => start(io => run(path, io)));\n    },\n};\n\nasync function run(path: string, io: Io): Promise<number> {\n    io.stdout.write(\`\${path}\\n\`);\n    return exitCodes.ok;\n}\n`,
        }),
        next: () => [
            'name it in src/cli/program.ts and in the README, then look at its help: npx vitest run test/cli -u',
        ],
    },
    decision: {
        files: name => ({
            [`docs/decisions/${name}.md`]: `# ${sentence(name)}\n\n**Context.** What the situation is, and what was measured or tried.\n\n**Decision.** What we do.\n\n**Consequences.** What follows from it, also what is worse.\n`,
        }),
        next: () => ['name it in docs/decisions/README.md'],
    },
};

const [kind = '', name = ''] = process.argv.slice(2);
process.exitCode = create(kind, name);

function create(kind: string, name: string): number {
    const chosen = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
    if (chosen === undefined || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
        console.error(`Usage: npm run new ${Object.keys(kinds).join('|')} NAME, the name in kebab-case`);
        return 2;
    }
    const files = Object.entries(chosen.files(name));
    const taken = files.map(([path]) => path).filter(path => existsSync(join(root, path)));
    if (taken.length > 0) {
        console.error(`There is already: ${taken.join(', ')}. Nothing was written.`);
        return 2;
    }
    for (const [path, text] of files) {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), text);
        console.log(`wrote ${path}`);
    }
    for (const step of chosen.next(name)) console.log(`next  ${step}`);
    console.log('then  npm run check');
    return 0;
}

function camel(kebab: string): string {
    return kebab.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

function pascal(kebab: string): string {
    return camel(`-${kebab}`);
}

function sentence(kebab: string): string {
    const words = kebab.replaceAll('-', ' ');
    return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
