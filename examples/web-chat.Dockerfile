# docker build -f examples/web-chat.Dockerfile -t yinju-web .
# docker run --rm -p 127.0.0.1:8000:8000 -v yinju:/data yinju-web
# It prints an address with a token: open that, with 127.0.0.1 where it says 0.0.0.0.
FROM python:3.12-slim
WORKDIR /app
COPY . .
RUN pip install --no-cache-dir '.[web]' && useradd --create-home reader && install -d -o reader /data
USER reader
ENV XDG_CACHE_HOME=/data/cache XDG_DATA_HOME=/data XDG_STATE_HOME=/data LANG=C.UTF-8
VOLUME /data
WORKDIR /home/reader
STOPSIGNAL SIGINT
ENTRYPOINT ["yinju-tui", "--serve", "--host", "0.0.0.0", "--port", "8000"]
