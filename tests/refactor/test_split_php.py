"""The split of PHP projects, on whole texts."""

# ruff: noqa: E501 - whole Dockerfiles

import pytest

from tests.refactor.cases import split

PLAIN = {
    "composer.json": '{"require": {"slim/slim": "^4.0"}, "require-dev": {"phpunit/phpunit": "^11"}}',
    "composer.lock": "{}",
    "public/index.php": "",
    "src/App.php": "",
    "docker/vhost.conf": "",
    ".dockerignore": "vendor\n.git\n",
}


@pytest.mark.parametrize(
    ("before", "after", "files", "note"),
    [
        pytest.param(
            """\
FROM php:8.3-apache
RUN apt-get update && apt-get install -y --no-install-recommends git unzip libzip-dev && rm -rf /var/lib/apt/lists/*
RUN docker-php-ext-install pdo_mysql zip
RUN a2enmod rewrite
COPY --from=composer:2 /usr/bin/composer /usr/bin/composer
WORKDIR /var/www/html
COPY composer.json composer.lock ./
RUN composer install --no-scripts --no-autoloader
COPY . .
RUN composer dump-autoload --optimize
RUN chown -R www-data:www-data /var/www/html
EXPOSE 80
""",
            """\
FROM php:8.3-apache AS builder
RUN apt-get update && apt-get install -y --no-install-recommends git unzip libzip-dev && rm -rf /var/lib/apt/lists/*
RUN docker-php-ext-install pdo_mysql zip
RUN a2enmod rewrite
COPY --from=composer:2 /usr/bin/composer /usr/bin/composer
WORKDIR /var/www/html
COPY composer.json composer.lock ./
RUN composer install --no-dev --no-scripts --no-autoloader
COPY . .
RUN composer dump-autoload --optimize

FROM php:8.3-apache AS runtime
RUN apt-get update && apt-get install -y --no-install-recommends git unzip libzip-dev && rm -rf /var/lib/apt/lists/*
RUN docker-php-ext-install pdo_mysql zip
RUN a2enmod rewrite
WORKDIR /var/www/html
COPY --from=builder --chown=www-data:www-data /var/www/html ./
RUN chown www-data:www-data /var/www/html
EXPOSE 80
""",
            PLAIN,
            "development dependencies are left out: check that the program loads none; "
            "check that the program needs nothing that a build step puts outside /var/www/html",
            id="apache",
        ),
        pytest.param(
            """\
# the image
FROM php:8.3-fpm
# composer
RUN curl -sS https://getcomposer.org/installer | php -- --install-dir=/usr/local/bin --filename=composer
ENV COMPOSER_ALLOW_SUPERUSER=1
# settings
RUN mv "$PHP_INI_DIR/php.ini-production" "$PHP_INI_DIR/php.ini"
WORKDIR /app
# install
COPY composer.json composer.lock ./
RUN composer install --no-scripts --no-autoloader
COPY . .
RUN composer dump-autoload --optimize
USER www-data
# start
CMD ["php-fpm"]
""",
            """\
# the image
FROM php:8.3-fpm AS builder
# composer
RUN curl -sS https://getcomposer.org/installer | php -- --install-dir=/usr/local/bin --filename=composer
ENV COMPOSER_ALLOW_SUPERUSER=1
# settings
RUN mv "$PHP_INI_DIR/php.ini-production" "$PHP_INI_DIR/php.ini"
WORKDIR /app
# install
COPY composer.json composer.lock ./
RUN composer install --no-dev --no-scripts --no-autoloader
COPY . .
RUN composer dump-autoload --optimize

FROM php:8.3-fpm AS runtime
# settings
RUN mv "$PHP_INI_DIR/php.ini-production" "$PHP_INI_DIR/php.ini"
WORKDIR /app
COPY --from=builder /app ./
USER www-data
# start
CMD ["php-fpm"]
""",
            PLAIN,
            "development dependencies are left out: check that the program loads none; "
            "check that the program needs nothing that a build step puts outside /app",
            id="installer-and-comments",
        ),
        pytest.param(
            """\
FROM php:8.3-apache
COPY --from=composer:2 /usr/bin/composer /usr/local/bin/composer
WORKDIR /var/www/html
COPY docker/vhost.conf /etc/apache2/sites-available/000-default.conf
COPY composer.json composer.lock ./
RUN composer install --no-dev --no-scripts \\
  && composer clear-cache
COPY . .
RUN composer dump-autoload -o && php artisan storage:link
RUN a2enmod rewrite headers
""".replace("\n", "\r\n"),
            """\
FROM php:8.3-apache AS builder
COPY --from=composer:2 /usr/bin/composer /usr/local/bin/composer
WORKDIR /var/www/html
COPY docker/vhost.conf /etc/apache2/sites-available/000-default.conf
COPY composer.json composer.lock ./
RUN composer install --no-dev --no-scripts \\
  && composer clear-cache
COPY . .
RUN composer dump-autoload -o && php artisan storage:link

FROM php:8.3-apache AS runtime
COPY docker/vhost.conf /etc/apache2/sites-available/000-default.conf
WORKDIR /var/www/html
COPY --from=builder /var/www/html ./
RUN a2enmod rewrite headers
""".replace("\n", "\r\n"),
            PLAIN,
            "check that the program needs nothing that a build step puts outside /var/www/html",
            id="server-settings-and-a-chain",
        ),
        pytest.param(
            """\
FROM php:8.3-cli-alpine AS app
RUN apk add --no-cache icu-dev && docker-php-ext-install intl
COPY --from=composer:2 /usr/bin/composer /usr/bin/composer
WORKDIR /app
COPY composer.json composer.lock ./
RUN composer install --no-scripts --no-autoloader
COPY . .
RUN composer dump-autoload --optimize
ENTRYPOINT ["php", "public/index.php"]
""",
            """\
FROM php:8.3-cli-alpine AS builder
RUN apk add --no-cache icu-dev && docker-php-ext-install intl
COPY --from=composer:2 /usr/bin/composer /usr/bin/composer
WORKDIR /app
COPY composer.json composer.lock ./
RUN composer install --no-dev --no-scripts --no-autoloader
COPY . .
RUN composer dump-autoload --optimize

FROM php:8.3-cli-alpine AS app
RUN apk add --no-cache icu-dev && docker-php-ext-install intl
WORKDIR /app
COPY --from=builder /app ./
ENTRYPOINT ["php", "public/index.php"]
""",
            PLAIN,
            "development dependencies are left out: check that the program loads none; "
            "check that the program needs nothing that a build step puts outside /app",
            id="alpine",
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
FROM php:8.3-apache
COPY --from=composer:2 /usr/bin/composer /usr/bin/composer
WORKDIR /var/www/html
COPY . .
RUN docker-php-ext-install pdo_mysql && composer install
""",
            PLAIN,
            "`RUN docker-php-ext-install pdo_mysql && composer install` sets up the image and builds: make two RUNs of it",
            id="extension-and-composer-in-one",
        ),
        pytest.param(
            """\
FROM php:8.3-apache
COPY --from=composer:2 /usr/bin/composer /usr/bin/composer
WORKDIR /var/www/html
COPY composer.json composer.lock ./
RUN composer install --no-scripts --no-autoloader
COPY . .
RUN composer dump-autoload --optimize
RUN ./deploy.sh
""",
            PLAIN,
            "whether the program needs what `RUN ./deploy.sh` does is not known",
            id="unknown-run",
        ),
    ],
)
def test_what_is_missing_is_said(text: str, files: dict[str, str], reason: str) -> None:
    assert split(text, files) == (text, reason)
