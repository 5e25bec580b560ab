# A container that runs a publication: docker run --rm -v "$PWD:/publication" newsletter
# Its steps are run by tests/test_containers.py in a fresh environment; the image itself was not built.
FROM python:3.12-slim AS build
WORKDIR /src
COPY requirements.lock pyproject.toml README.md LICENSE ./
COPY newsletter newsletter
COPY templates templates
RUN python3 -m venv /opt/newsletter \
 && /opt/newsletter/bin/pip install --no-cache-dir --require-hashes -r requirements.lock \
 && /opt/newsletter/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.12-slim
COPY --from=build /opt/newsletter /opt/newsletter
RUN useradd --uid 10001 --create-home letter
ENV PATH=/opt/newsletter/bin:$PATH
USER letter
WORKDIR /publication
VOLUME /publication
ENTRYPOINT ["newsletter"]
CMD ["run", "--quiet", "."]
