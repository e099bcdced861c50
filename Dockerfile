# briefgen with Pango and fonts for all its scripts, and no more: `docker build --tag briefgen .`
#
#     docker run --rm --user "$(id -u):$(id -g)" --volume "$PWD:/work" briefgen build briefs/
#
# It needs no network and writes below /work and /tmp only, so `--network none --read-only
# --tmpfs /tmp` work, too. The tag of Debian and its digest are renewed together, in both places.
FROM debian:trixie-20260918-slim@sha256:a99cfc517144bc59b1978475ec53b46ecabec7e43635402ee5b77cc54cd1b20a AS installed
# Debian keeps only the newest version of a package, so that one which is named can't be had later.
# hadolint ignore=DL3008
RUN apt-get update && apt-get install --yes --no-install-recommends python3-venv
WORKDIR /source
COPY requirements requirements
RUN python3 -m venv /opt/tools \
    && /opt/tools/bin/pip install --no-cache-dir --require-hashes --requirement requirements/build.txt \
    && python3 -m venv --without-pip /opt/briefgen \
    && /opt/tools/bin/pip --python /opt/briefgen/bin/python install --no-cache-dir \
        --only-binary :all: --require-hashes --requirement requirements/cjk.txt
COPY . .
RUN /opt/tools/bin/pip wheel --no-deps --no-build-isolation --wheel-dir /opt/wheel . \
    && /opt/tools/bin/pip --python /opt/briefgen/bin/python install --no-deps /opt/wheel/*.whl

FROM debian:trixie-20260918-slim@sha256:a99cfc517144bc59b1978475ec53b46ecabec7e43635402ee5b77cc54cd1b20a
LABEL org.opencontainers.image.title="briefgen" \
    org.opencontainers.image.description="A compiler for briefings: YAML briefs become HTML and PDF briefing packets" \
    org.opencontainers.image.documentation="https://briefgen.readthedocs.io/en/stable/" \
    org.opencontainers.image.licenses="Apache-2.0 AND OFL-1.1"
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 python3 \
    && rm -rf /var/lib/apt/lists/* /var/cache/* /var/log/*
COPY --from=installed /opt/briefgen /opt/briefgen
# Any user may be asked for, one without a home, too.
ENV HOME=/tmp LANG=C.UTF-8 PATH=/opt/briefgen/bin:$PATH PYTHONDONTWRITEBYTECODE=1
USER 1000:1000
WORKDIR /work
ENTRYPOINT ["briefgen"]
CMD ["--help"]
