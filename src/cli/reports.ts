import type { Format } from '../report/format.ts';
import { WrongUse } from './failure.ts';
import type { Io } from './io.ts';
import { render } from './rendering.ts';

/* Reports are files whose ending decides the format: `change.html`, `change.gitlab.json`. */

type Formats<Document> = Readonly<Record<string, Format<Document>>>;

/** Nobody should wait for a run to be told that its report can't be written. */
export function checkReports<Document>(paths: readonly string[], formats: Formats<Document>): void {
    const wrong = paths.find(path => formatFor(path, formats) === undefined);
    if (wrong === undefined) return;
    const endings = [...new Set(Object.values(formats).map(({ extension }) => `.${extension}`))].join(', ');
    throw new WrongUse(`'${wrong}' must end with one of ${endings}: it decides the format.`);
}

/** `what`: as people are told where it is. */
export async function writeReports<Document>(
    paths: readonly string[],
    document: Document,
    formats: Formats<Document>,
    what: string,
    io: Io,
): Promise<void> {
    const plain = { ...io.stdout, isTTY: false, columns: 100 };
    for (const path of paths) {
        const format = formatFor(path, formats);
        if (format === undefined) continue;
        await io.writeFileAtomic(path, await render(format, document, plain, { ...io, env: { NO_COLOR: '1' } }));
        io.stderr.write(`The ${what} is in '${path}'.\n`);
    }
}

/** The longest ending that fits. */
function formatFor<Document>(path: string, formats: Formats<Document>): Format<Document> | undefined {
    const name = path.toLowerCase();
    const fitting = Object.values(formats).filter(({ extension }) => name.endsWith(`.${extension}`));
    return fitting.toSorted((a, b) => b.extension.length - a.extension.length)[0];
}
