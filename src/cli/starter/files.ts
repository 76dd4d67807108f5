import { starterProgram } from './program.ts';

/** What `loyalty init` writes, beside the data: paths below the folder, and their texts. */
export const starterFiles: Readonly<Record<string, string>> = {
    'rewards.loyalty': starterProgram,
    'README.md': `# Our rewards

\`rewards.loyalty\` is the program, with its tests and the names of its data files. The files in \`data\` are made up.

| command | does |
| --- | --- |
| \`loyalty check\` | says what is wrong in the program |
| \`loyalty test\` | runs its tests |
| \`loyalty simulate rewards.loyalty --report report.html\` | what it would have done to the members in \`data\` |
| \`loyalty explain MEMBER --data Sample\` | the story of one member, for example \`M0001\` |
`,
    '.github/workflows/loyalty.yml': `# Checks and tests the program on every push. Put the command 'loyalty' on the PATH first, as its README says.
name: loyalty
on: [push, pull_request]
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: loyalty fmt --check
      - run: loyalty check --format github --fail-on warning
      - run: loyalty test
      - run: loyalty simulate rewards.loyalty
`,
    '.gitignore': '/report.html\n',
};
