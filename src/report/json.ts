import type { Format } from './format.ts';

/** The document itself, for machines. Its schema is published in the package. */
export const jsonFormat = {
    title: 'JSON for machines',
    extension: 'json',
    render: document => `${JSON.stringify(document, undefined, 2)}\n`,
} satisfies Format<unknown>;
