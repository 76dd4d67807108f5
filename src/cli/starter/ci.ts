/* What `loyalty init` writes for continuous integration: steps that run anywhere, and what starts them on a service. */

export const services = ['github', 'gitlab', 'none'] as const;

export type Service = (typeof services)[number];

/** The steps themselves, so that they can be tried before they are pushed. */
const steps = `#!/bin/sh
# What continuous integration does with this project. Try it here: BASE=main sh ci.sh
#   BASE     the revision that the change is compared with
#   PROGRAM  the program
# All that is found is in the folder ci-out afterwards; comment.md is for the pull request.
set -u
BASE=\${BASE:-origin/main}
PROGRAM=\${PROGRAM:-rewards.loyalty}
OUT=ci-out
FORMAT=text
if [ -n "\${GITHUB_ACTIONS:-}" ]; then FORMAT=github; fi
rm -rf "$OUT"
mkdir -p "$OUT"

# Goes on after a step that fails, so that everything is said at once, and remembers the worst.
worst=0
step() {
  printf '\\n== %s\\n' "$1"
  shift
  "$@"
  code=$?
  if [ "$code" -gt "$worst" ]; then worst=$code; fi
}

step 'layout' loyalty fmt --check
step 'findings' loyalty check --format "$FORMAT" \\
  --report "$OUT/findings.sarif" --report "$OUT/findings.gitlab.json"
step 'tests' loyalty test --format "$FORMAT" --report "$OUT/tests.xml" \\
  --coverage-report "$OUT/coverage.xml" --coverage-report "$OUT/coverage.html"
step 'goals' loyalty simulate "$PROGRAM" --format "$FORMAT" \\
  --report "$OUT/goals.xml" --report "$OUT/simulation.html"

if git cat-file -e "$BASE:./$PROGRAM" 2>/dev/null; then
  step 'what changes for members' loyalty compare "git:$BASE" "$PROGRAM" --format "$FORMAT" \\
    --report "$OUT/comment.md" --report "$OUT/change.html"
  if [ ! -f "$OUT/comment.md" ]; then
    echo 'What changes for members can not be said: the log of this run says why.' >"$OUT/comment.md"
  fi
else
  echo 'There is no version before this one that it could be compared with.' >"$OUT/comment.md"
fi
exit "$worst"
`;

const github = `# Checks the program on every push, and says on pull requests what changes for members.
name: loyalty
on:
  pull_request:
  push:
    branches: [main]
permissions:
  contents: read
  pull-requests: write # the comment
  security-events: write # findings beside the code
jobs:
  loyalty:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0 # the version before is read from the history
      # Put the command 'loyalty' on the PATH here, as its README says, or run the job in its container.
      - run: sh ci.sh
        env:
          BASE: \${{ github.event.pull_request.base.sha || github.event.before }}
      - if: always() && github.event_name == 'pull_request'
        run: gh pr comment "$NUMBER" --body-file ci-out/comment.md --edit-last --create-if-none
        env:
          GH_TOKEN: \${{ github.token }}
          NUMBER: \${{ github.event.pull_request.number }}
      - if: always()
        uses: github/codeql-action/upload-sarif@v3
        with:
          sarif_file: ci-out/findings.sarif
      - if: always()
        uses: actions/upload-artifact@v4
        with:
          name: loyalty
          path: ci-out
`;

const gitlab = `# Checks the program on every push, and says on merge requests what changes for members.
loyalty:
  # Put the command 'loyalty' on the PATH here, as its README says, or run the job in its container.
  image: node:22
  variables:
    GIT_DEPTH: "0" # the version before is read from the history
  script:
    - BASE="\${CI_MERGE_REQUEST_DIFF_BASE_SHA:-$CI_COMMIT_BEFORE_SHA}" sh ci.sh
  after_script:
    # LOYALTY_TOKEN: a token of the project that may write notes.
    - |
      if [ -n "\${CI_MERGE_REQUEST_IID:-}" ] && [ -n "\${LOYALTY_TOKEN:-}" ]; then
        curl --fail --silent --show-error --output /dev/null \\
          --header "PRIVATE-TOKEN: $LOYALTY_TOKEN" --data-urlencode "body@ci-out/comment.md" \\
          "$CI_API_V4_URL/projects/$CI_PROJECT_ID/merge_requests/$CI_MERGE_REQUEST_IID/notes"
      fi
  artifacts:
    when: always
    paths: [ci-out]
    reports:
      junit: [ci-out/tests.xml, ci-out/goals.xml]
      codequality: ci-out/findings.gitlab.json
      coverage_report:
        coverage_format: cobertura
        path: ci-out/coverage.xml
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
`;

/** Before each commit, with https://pre-commit.com; 'loyalty' is on the PATH. */
const preCommit = `# Before each commit: pip install pre-commit && pre-commit install
repos:
  - repo: local
    hooks:
      - id: loyalty-fmt
        name: layout of programs
        entry: loyalty fmt
        language: system
        files: \\.loyalty$
      - id: loyalty-check
        name: findings in programs
        entry: loyalty check
        language: system
        files: \\.loyalty$
      - id: loyalty-test
        name: tests of programs
        entry: loyalty test
        language: system
        files: \\.loyalty$
        pass_filenames: false
`;

export const ciFiles: Readonly<Record<Service, Readonly<Record<string, string>>>> = {
    github: { 'ci.sh': steps, '.github/workflows/loyalty.yml': github, '.pre-commit-config.yaml': preCommit },
    gitlab: { 'ci.sh': steps, '.gitlab-ci.yml': gitlab, '.pre-commit-config.yaml': preCommit },
    none: {},
};
