# docker build -f examples/telegram-bot.Dockerfile -t yinju-bot .
# docker run --restart on-failure -v yinju:/data -v /etc/yinju/token:/run/secrets/token:ro \
#   -e YINJU_BOT_TOKEN_FILE=/run/secrets/token -e TZ=Asia/Shanghai yinju-bot
# .dockerignore lets in what is copied here and nothing else, so that no token can.
FROM python:3.12-slim
WORKDIR /app
COPY . .
RUN pip install --no-cache-dir '.[telegram]' && useradd --create-home bot && install -d -o bot /data
USER bot
ENV YINJU_BOT_DATA=/data/bot XDG_CACHE_HOME=/data/cache YINJU_BOT_HEALTH=127.0.0.1:9464
VOLUME /data
HEALTHCHECK CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:9464/health')"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["yinju-bot"]
