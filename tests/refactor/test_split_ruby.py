"""The split of Ruby projects, on whole texts."""

# ruff: noqa: E501 - whole Dockerfiles

import pytest

from dockwright.refactor.split_stages import split_stages
from tests.refactor.cases import offers, split

RACK = {
    "Gemfile": 'source "https://rubygems.org"\n\ngem "rack"\ngem "pg"\n\ngroup :development, :test do\n  gem "rspec"\nend\n',
    "Gemfile.lock": "GEM\n  remote: https://rubygems.org/\n  specs:\n    pg (1.5.9)\n    rack (3.1.8)\n\nPLATFORMS\n  ruby\n",
    "config.ru": "",
    ".ruby-version": "3.3.6\n",
    ".dockerignore": ".git\nlog\ntmp\nvendor/bundle\n",
}


@pytest.mark.parametrize(
    ("before", "after", "files", "note"),
    [
        pytest.param(
            """\
FROM ruby:3.3
WORKDIR /app
COPY Gemfile Gemfile.lock .ruby-version ./
RUN BUNDLE_FROZEN=1 bundle install
COPY . .
EXPOSE 9292
CMD ["bundle", "exec", "rackup", "-o", "0.0.0.0"]
""",
            """\
FROM ruby:3.3 AS builder
WORKDIR /app
COPY Gemfile Gemfile.lock .ruby-version ./
RUN BUNDLE_FROZEN=1 bundle install
COPY . .

FROM ruby:3.3-slim AS runtime
RUN apt-get update && apt-get install -y --no-install-recommends libpq5 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=builder /usr/local/bundle /usr/local/bundle
COPY --from=builder /app ./
EXPOSE 9292
CMD ["bundle", "exec", "rackup", "-o", "0.0.0.0"]
""",
            RACK,
            "check that the program needs nothing that a build step puts outside /app",
            id="rack",
        ),
        pytest.param(
            """\
# ruby
ARG RUBY_VERSION=3.3
FROM ruby:${RUBY_VERSION}
# packages
RUN apt-get update && apt-get install -y --no-install-recommends build-essential libpq-dev postgresql-client && rm -rf /var/lib/apt/lists/*
ENV RAILS_ENV=production
WORKDIR /app
COPY Gemfile Gemfile.lock .ruby-version ./
RUN BUNDLE_FROZEN=1 bundle install
COPY . .
# assets
RUN SECRET_KEY_BASE_DUMMY=1 ./bin/rails assets:precompile
# start
ENTRYPOINT ["./bin/docker-entrypoint"]
CMD ["./bin/rails", "server"]
""",
            """\
# ruby
ARG RUBY_VERSION=3.3
FROM ruby:${RUBY_VERSION} AS builder
# packages
RUN apt-get update && apt-get install -y --no-install-recommends build-essential libpq-dev postgresql-client && rm -rf /var/lib/apt/lists/*
ENV RAILS_ENV=production
WORKDIR /app
COPY Gemfile Gemfile.lock .ruby-version ./
RUN bundle config set --local without 'development test' && BUNDLE_FROZEN=1 bundle install
COPY . .
# assets
RUN SECRET_KEY_BASE_DUMMY=1 ./bin/rails assets:precompile

FROM ruby:${RUBY_VERSION}-slim AS runtime
RUN apt-get update && apt-get install -y --no-install-recommends libpq5 postgresql-client && rm -rf /var/lib/apt/lists/*
ENV RAILS_ENV=production
WORKDIR /app
COPY --from=builder /usr/local/bundle /usr/local/bundle
COPY --from=builder /app ./

# start
ENTRYPOINT ["./bin/docker-entrypoint"]
CMD ["./bin/rails", "server"]
""",
            RACK,
            "check that the program needs nothing that a build step puts outside /app",
            id="rails-in-production",
        ),
        pytest.param(
            """\
FROM ruby:3.3-slim-bookworm AS app
RUN apt-get update && apt-get install -y --no-install-recommends build-essential libpq-dev postgresql-client && rm -rf /var/lib/apt/lists/*
ENV BUNDLE_DEPLOYMENT=1 BUNDLE_PATH=/gems BUNDLE_WITHOUT=development
RUN gem install bundler:2.5
WORKDIR /app
COPY . /app
RUN bundle install && bundle exec rake assets:precompile && rm -rf tmp/cache
RUN useradd rails
USER rails
CMD ["puma"]
""".replace("\n", "\r\n"),
            """\
FROM ruby:3.3-slim-bookworm AS builder
RUN apt-get update && apt-get install -y --no-install-recommends build-essential libpq-dev postgresql-client && rm -rf /var/lib/apt/lists/*
ENV BUNDLE_DEPLOYMENT=1 BUNDLE_PATH=/gems BUNDLE_WITHOUT=development
RUN gem install bundler:2.5
WORKDIR /app
COPY . /app
RUN bundle install && bundle exec rake assets:precompile && rm -rf tmp/cache

FROM ruby:3.3-slim-bookworm AS app
RUN apt-get update && apt-get install -y --no-install-recommends libpq5 postgresql-client && rm -rf /var/lib/apt/lists/*
ENV BUNDLE_DEPLOYMENT=1 BUNDLE_PATH=/gems BUNDLE_WITHOUT=development
WORKDIR /app
COPY --from=builder /usr/local/bundle /usr/local/bundle
COPY --from=builder /gems /gems
COPY --from=builder /app ./
RUN useradd rails
USER rails
CMD ["puma"]
""".replace("\n", "\r\n"),
            RACK,
            "check that the program needs nothing that a build step puts outside /app",
            id="slim-and-settings",
        ),
        pytest.param(
            """\
FROM ruby:3.3-alpine
RUN apk add --no-cache tzdata postgresql-dev
ADD . /app
WORKDIR /app
RUN apk add --no-cache build-base \\
  && bundle config set --local deployment true \\
  && bundle config set --local without 'development test' \\
  && bundle install
USER nobody
CMD ["bundle", "exec", "puma"]
""",
            """\
FROM ruby:3.3-alpine AS builder
RUN apk add --no-cache tzdata postgresql-dev
ADD . /app
WORKDIR /app
RUN apk add --no-cache build-base \\
  && bundle config set --local deployment true \\
  && bundle config set --local without 'development test' \\
  && bundle install

FROM ruby:3.3-alpine AS runtime
RUN apk add --no-cache tzdata libpq
WORKDIR /app
COPY --from=builder /usr/local/bundle /usr/local/bundle
COPY --from=builder /app ./
USER nobody
CMD ["bundle", "exec", "puma"]
""",
            RACK,
            "check that the program needs nothing that a build step puts outside /app",
            id="alpine-chain",
        ),
    ],
)
def test_split(before: str, after: str, files: dict[str, str], note: str) -> None:
    assert split(before, files) == (after, note)


@pytest.mark.parametrize(
    ("text", "files", "reason"),
    [
        pytest.param(
            """\
FROM ruby:3.3
ENV RACK_ENV=production
RUN bundle config --global frozen 1
WORKDIR /app
COPY Gemfile Gemfile.lock .ruby-version ./
RUN BUNDLE_FROZEN=1 bundle install
COPY . .
CMD ["rackup"]
""",
            RACK,
            "`bundle config --global` keeps settings outside of what is copied: use --local",
            id="global-settings",
        ),
        pytest.param(
            """\
FROM ruby:3.3
ENV RACK_ENV=production
COPY Gemfile Gemfile.lock /gems/
RUN cd /deps && bundle install --deployment
CMD ["rackup"]
""",
            RACK,
            "the folder of the source, /deps, is not one that a COPY fills",
            id="no-folder",
        ),
        pytest.param(
            """\
FROM ruby:2.7
ENV RACK_ENV=production
WORKDIR /app
COPY Gemfile Gemfile.lock .ruby-version ./
RUN BUNDLE_FROZEN=1 bundle install
COPY . .
CMD ["rackup"]
""",
            RACK | {"Gemfile.lock": "GEM\n  specs:\n    hiredis (0.6.3)\n"},
            "which system the image is built on is not known, nor the library for the gem hiredis: name the system in the tag, as in ruby:3.3-bookworm",
            id="unknown-system",
        ),
    ],
)
def test_what_is_missing_is_said(text: str, files: dict[str, str], reason: str) -> None:
    assert split(text, files) == (text, reason)


@pytest.mark.parametrize(
    ("image", "above", "start"),
    [
        pytest.param("ruby:3.3-slim", "", 'CMD ["ruby", "app.rb"]\n', id="nothing-to-leave-behind"),
        pytest.param("ruby:3.3-alpine", "RUN apk add $PACKAGES\n", 'CMD ["ruby", "app.rb"]\n', id="unknown-packages"),
        pytest.param("ruby:3.3", "", "", id="no-program"),
        pytest.param("ruby:3.3", "", 'CMD ["/bin/bash"]\n', id="a-shell"),
    ],
)
def test_nothing_is_gained(image: str, above: str, start: str) -> None:
    text = f"FROM {image}\n{above}WORKDIR /app\nCOPY Gemfile Gemfile.lock ./\nRUN bundle install\nCOPY . .\n{start}"
    assert offers(split_stages, text, {"Gemfile": "", "Gemfile.lock": "", "app.rb": ""}) == []


def test_a_library_with_the_same_name_in_every_release() -> None:
    text = (
        "FROM ruby:3.3\nWORKDIR /app\nCOPY Gemfile Gemfile.lock ./\nRUN bundle install\nCOPY . .\n"
        'CMD ["sh", "start.sh"]\n'
    )
    result, _ = split(text, RACK)
    assert (
        "FROM ruby:3.3-slim AS runtime\nRUN apt-get update && apt-get install -y --no-install-recommends libpq5 "
        in result
    )
