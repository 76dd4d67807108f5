import type { DiagnosticEntry } from '../diagnostics/entry.ts';

/** What can be wrong with the files of a dataset; reported at the dataset's own text. */
export const dataDiagnostics = [
    {
        code: 'data/missing-file',
        severity: 'error',
        title: 'A data file is missing',
        explanation:
            'Paths are relative to the file that declares the dataset, or to the folder given with --data. A pattern such as data/*.csv must fit at least one file.',
        bad: 'dataset Year {\n  purchase from «"data/purchase.csv"» { member = "member" time = "at" amount = "amount" }\n}\n',
        good: 'dataset Year {\n  purchase from "data/purchases.csv" { member = "member" time = "at" amount = "amount" }\n}\n',
        fixable: true,
    },
    {
        code: 'data/outside-folder',
        severity: 'error',
        title: 'A path leads out of the folder of the data',
        explanation:
            'A program reads only what lies in the folder of its file, or in the one given with --data: no absolute paths, no "..", no addresses, no links that lead elsewhere. So a program from somebody else cannot read your files.',
        bad: 'dataset Year {\n  purchase from «"../../secret.csv"» { member = "member" time = "at" amount = "amount" }\n}\n',
        good: 'dataset Year {\n  purchase from "data/purchases.csv" { member = "member" time = "at" amount = "amount" }\n}\n',
        fixable: false,
        severalAnswers: 'only the author knows which file in the folder is meant',
    },
    {
        code: 'data/unknown-format',
        severity: 'error',
        title: 'The name of a data file does not say how to read it',
        explanation:
            'Files are read by their name: .csv, .tsv, .json, .ndjson, .jsonl (each also packed, as .csv.gz) and .parquet.',
        bad: 'dataset Year {\n  purchase from «"data/purchases.xlsx"» { member = "member" time = "at" amount = "amount" }\n}\n',
        good: 'dataset Year {\n  purchase from "data/purchases.csv" { member = "member" time = "at" amount = "amount" }\n}\n',
        fixable: false,
        severalAnswers: 'only the author knows which file is meant',
    },
    {
        code: 'data/unreadable-file',
        severity: 'error',
        title: 'A data file cannot be read',
        explanation:
            'The file as a whole is broken: it is packed but cut off, has no header, is not UTF-8 at all, or may not be opened.',
        bad: 'dataset Year {\n  purchase from «"data/empty.csv"» { member = "member" time = "at" amount = "amount" }\n}\n',
        good: 'dataset Year {\n  purchase from "data/purchases.csv" { member = "member" time = "at" amount = "amount" }\n}\n',
        fixable: false,
        severalAnswers: 'the file is broken, not the program',
    },
    {
        code: 'data/unknown-column',
        severity: 'error',
        title: 'A column is not in the file',
        explanation:
            'The first line of a CSV file names its columns. Names count with upper and lower case; blanks around them do not.',
        bad: 'dataset Year {\n  purchase from "data/purchases.csv" { member = "member" time = "at" amount = «"amuont"» }\n}\n',
        good: 'dataset Year {\n  purchase from "data/purchases.csv" { member = "member" time = "at" amount = "amount" }\n}\n',
        fixable: true,
    },
    {
        code: 'data/duplicate-column',
        severity: 'error',
        title: 'Two columns of a file have one name',
        explanation: 'Which of them is meant cannot be known: give them different names in the file.',
        bad: 'dataset Year {\n  purchase from "data/purchases.csv" { member = "member" time = "at" amount = «"total"» }\n}\n',
        good: 'dataset Year {\n  purchase from "data/purchases.csv" { member = "member" time = "at" amount = "amount" }\n}\n',
        fixable: false,
        severalAnswers: 'either of the two columns can be meant',
    },
    {
        code: 'data/unmapped',
        severity: 'error',
        title: 'The mapping lacks what every row needs',
        explanation: 'Members need id. Events need member and time. A purchase needs price, amount or paid.',
        bad: 'dataset Year {\n  purchase from «"data/purchases.csv"» { member = "member" amount = "amount" }\n}\n',
        good: 'dataset Year {\n  purchase from "data/purchases.csv" { member = "member" time = "at" amount = "amount" }\n}\n',
        fixable: false,
        severalAnswers: 'only the author knows which column holds it',
    },
    {
        code: 'data/too-many-rejects',
        severity: 'error',
        title: 'Too many rows cannot be used',
        explanation:
            'Rows that cannot be used are left out, counted and listed with their reasons. More of them than the share that is allowed means that the figures would not be about this data.',
        bad: 'dataset «Year» {\n  purchase from "data/purchases.csv" { member = "member" time = "at" amount = "sku" }\n}\n',
        good: 'dataset Year {\n  purchase from "data/purchases.csv" { member = "member" time = "at" amount = "amount" }\n}\n',
        fixable: false,
        severalAnswers: 'the file or the mapping can be wrong',
    },
] as const satisfies readonly DiagnosticEntry[];

export type DataCode = (typeof dataDiagnostics)[number]['code'];
