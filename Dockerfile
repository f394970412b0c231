# Verbatim as an image: `docker build --tag verbatim:0.2.0 .` Built from the checkout by its lockfile; what runs has no
# rights, no compiler and no sources. The Node version is that of package.json (scripts/check-deploy.ts).
# No ffmpeg is in it: formats beyond WAV, MP3, FLAC and Ogg need an image of your own with `apt-get install ffmpeg`.

# What the product needs while it runs.
FROM node:24.21.0-bookworm-slim AS dependencies
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts

# The package, as npm would publish it.
FROM node:24.21.0-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build
RUN npm pack --ignore-scripts && tar -xzf verbatim-*.tgz
# It carries ONNX Runtime for every platform; here there is one.
RUN find package/dist/onnxruntime/bin -mindepth 3 -maxdepth 3 -type d \
    -not -path "*/linux/$(node -p process.arch)" -exec rm -r {} +

FROM node:24.21.0-bookworm-slim
# MALLOC_ARENA_MAX: as bin/verbatim.mjs would set it. ONNX Runtime reports its use to its maker unless it is told not to.
ENV DATA_DIR=/data HOST=0.0.0.0 PORT=4010 MALLOC_ARENA_MAX=2 ORT_DISABLE_TELEMETRY=1
RUN install --directory --owner=node --group=node --mode=0700 /data
WORKDIR /opt/verbatim
COPY --from=dependencies /build/node_modules ./node_modules
COPY --from=build /build/package ./
COPY deploy/healthcheck.mjs deploy/make-bucket.mjs ./deploy/
RUN ln -s /opt/verbatim/bin/verbatim.mjs /usr/local/bin/verbatim
USER node
VOLUME /data
EXPOSE 4010
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --start-interval=2s \
    CMD ["node", "deploy/healthcheck.mjs", "PORT", "/healthz"]
ENTRYPOINT ["node", "bin/verbatim.mjs"]
CMD ["serve"]
