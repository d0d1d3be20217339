# The portal as `docker compose up` runs it.
FROM node:22-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --omit=dev

FROM python:3.12-slim
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /app
COPY requirements.txt package-lock.json ./
RUN pip install --no-cache-dir --require-hashes -r requirements.txt
COPY --from=packages /app/node_modules node_modules
# By name, so that var/ with its secret and its data never comes along.
COPY manage.py ./
COPY fixtures fixtures
COPY static static
COPY templates templates
COPY locale locale
COPY wording wording
COPY tabular tabular
COPY organisations organisations
COPY registries registries
COPY indicators indicators
COPY results results
COPY workbench workbench
COPY demo demo
COPY portal portal
RUN useradd --create-home portal && install -d -o portal -m 700 var
USER portal
EXPOSE 8000
CMD ["sh", "-c", "python manage.py prepare && exec python -m portal.serve 0.0.0.0:8000"]
