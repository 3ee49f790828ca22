# docker build -f examples/command-line.Dockerfile -t yinju .
# docker run --rm yinju ask "云乐镇有几名法律顾问"
# docker run --rm -v "$PWD/my-reports:/reports:ro" -v yinju:/data yinju ask --corpus /reports "…"
FROM python:3.12-slim
WORKDIR /app
COPY . .
RUN pip install --no-cache-dir '.[xlsx]' && useradd --create-home reader && install -d -o reader /data
USER reader
ENV XDG_CACHE_HOME=/data LANG=C.UTF-8
VOLUME /data
WORKDIR /home/reader
ENTRYPOINT ["yinju"]
