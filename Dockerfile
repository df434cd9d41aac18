# article-qa on a CPU. Build: docker build -t article-qa .   Run: see compose.yaml.
FROM python:3.11-slim

RUN useradd --create-home --uid 1000 qa && install -d -o qa /data
WORKDIR /app
COPY --chown=qa . .
# PyTorch without CUDA first, then the README's own command.
RUN python3 -m venv .venv \
    && .venv/bin/pip install --no-cache-dir torch==2.13.0 --index-url https://download.pytorch.org/whl/cpu \
    && .venv/bin/pip install --no-cache-dir -c constraints.txt '.[llm,mcp,qdrant]'

USER qa
ENV QA_HOME=/data PATH=/app/.venv/bin:$PATH
VOLUME /data
EXPOSE 7860
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:7860/healthz', timeout=4)"]
# Outside the container the page is reached under any name, so it asks for a password: QA_USER, QA_PASSWORD, QA_TOKEN.
CMD ["qa", "serve", "--host", "0.0.0.0", "--auth", "--mcp"]
