# The command line in a container, with git to read versions before:
#   docker build -t loyalty .
#   docker run --rm -v "$PWD:/project" loyalty check
FROM node:22-bookworm-slim AS build
WORKDIR /loyalty
COPY . .
RUN npm ci && npm run build

FROM node:22-bookworm-slim
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates git \
  && rm -rf /var/lib/apt/lists/* \
  && git config --system --add safe.directory /project
COPY --from=build /loyalty/package.json /loyalty/package.json
COPY --from=build /loyalty/bin /loyalty/bin
COPY --from=build /loyalty/dist /loyalty/dist
COPY --from=build /loyalty/schemas /loyalty/schemas
COPY --from=build /loyalty/node_modules/@duckdb /loyalty/node_modules/@duckdb
RUN ln -s /loyalty/bin/loyalty.js /usr/local/bin/loyalty
USER node
WORKDIR /project
ENTRYPOINT ["loyalty"]
