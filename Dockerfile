# One image for every process; docker-compose.yml says which command each one runs.
FROM python:3.13-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DJANGO_SETTINGS_MODULE=wms.config.settings
WORKDIR /app

# back_up and restore run PostgreSQL's own programs, which must be as new as the server.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates postgresql-common \
    && /usr/share/postgresql-common/pgdg/apt.postgresql.org.sh -y \
    && apt-get install --yes --no-install-recommends postgresql-client-18 \
    && rm -rf /var/lib/apt/lists/*

COPY requirements/production.txt requirements/
RUN pip install --no-cache-dir --require-hashes --requirement requirements/production.txt

COPY manage.py ./
COPY docs/api.md docs/
COPY wms wms

RUN useradd --system --uid 10001 wms
USER wms
EXPOSE 8000
CMD ["python", "-m", "granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", \
     "--workers", "2", "--blocking-threads", "4", "--workers-kill-timeout", "8", \
     "wms.config.wsgi:application"]
