# One image for every agent: which one a container is, its command says (`octavo worker layout`).
FROM python:3.12-slim

WORKDIR /opt/octavo
COPY constraints.txt overrides.txt ./
RUN pip install --no-cache-dir --constraint constraints.txt uv

# Dependencies before sources: an edit to the code does not install them again.
COPY pyproject.toml ./
RUN uv pip install --system --no-cache --requirements pyproject.toml \
    --constraints constraints.txt --overrides overrides.txt

COPY README.md LICENSE ./
COPY schemas schemas
COPY streams streams
COPY agents agents
COPY octavo octavo
RUN uv pip install --system --no-cache --no-deps .

# A named volume takes over the owner of the folder it is mounted on.
RUN useradd --uid 10001 --create-home octavo \
    && install --directory --owner octavo --group octavo /var/lib/octavo
USER octavo
# onnxruntime reports usage to its maker unless it is told not to before it loads.
ENV OCTAVO_DATA_DIR=/var/lib/octavo \
    ORT_DISABLE_TELEMETRY=1 \
    PYTHONUNBUFFERED=1

ENTRYPOINT ["octavo"]
CMD ["--help"]
