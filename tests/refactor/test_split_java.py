"""The split of Java stages: the jar that runs, on the image of the same Java."""

import pytest

from dockwright.refactor.split_stages import split_stages
from tests.refactor.cases import offers, refactored

MAVEN = {
    "pom.xml": "<project><artifactId>shop</artifactId><version>1.0</version></project>",
    "src/A.java": "",
    "mvnw": "",
    ".mvn/wrapper/maven-wrapper.properties": "",
}
GRADLE = {
    "build.gradle": "",
    "settings.gradle": "",
    "gradlew": "",
    "gradle/wrapper/gradle-wrapper.properties": "",
    "src/A.java": "",
}
NOTE = "check that the program needs no other file at run time, and no compiler or other tool of the JDK"


@pytest.mark.parametrize(
    ("files", "before", "after", "note"),
    [
        pytest.param(
            MAVEN,
            """\
# the tool
FROM maven:3.9-eclipse-temurin-21
ENV MAVEN_OPTS=-Xmx1g
ARG VERSION
LABEL version=$VERSION
WORKDIR /shop
COPY pom.xml .
RUN mvn dependency:go-offline
# the source
COPY src ./src
RUN mvn package
USER 1000
CMD ["java", "-jar", "target/shop-1.0.jar"]
""",
            """\
# the tool
FROM maven:3.9-eclipse-temurin-21 AS builder
ENV MAVEN_OPTS=-Xmx1g
ARG VERSION
WORKDIR /shop
COPY pom.xml .
RUN mvn dependency:go-offline
# the source
COPY src ./src
RUN mvn package

FROM eclipse-temurin:21-jre AS runtime
ARG VERSION
WORKDIR /shop
COPY --from=builder /shop/target/shop-1.0.jar ./target/shop-1.0.jar
LABEL version=$VERSION
USER 1000
CMD ["java", "-jar", "target/shop-1.0.jar"]
""",
            NOTE,
            id="maven",
        ),
        pytest.param(
            MAVEN,
            """\
FROM eclipse-temurin:17-jdk-alpine
ADD . /shop
WORKDIR /shop
RUN ./mvnw -B package && mv target/shop-1.0.jar /app.jar
EXPOSE 8080
ENTRYPOINT java $JAVA_OPTS -jar /app.jar
""",
            """\
FROM eclipse-temurin:17-jdk-alpine AS builder
ADD . /shop
WORKDIR /shop
RUN ./mvnw -B package && mv target/shop-1.0.jar /app.jar

FROM eclipse-temurin:17-jre-alpine AS runtime
WORKDIR /shop
COPY --from=builder /app.jar /app.jar
EXPOSE 8080
ENTRYPOINT java $JAVA_OPTS -jar /app.jar
""",
            NOTE,
            id="wrapper-on-alpine",
        ),
        pytest.param(
            MAVEN,
            """\
FROM maven:3.8-openjdk-11
COPY . /shop
WORKDIR /shop
RUN mvn package
CMD java -jar target/*.jar
""",
            """\
FROM maven:3.8-openjdk-11 AS builder
COPY . /shop
WORKDIR /shop
RUN mvn package

FROM eclipse-temurin:11-jre AS runtime
WORKDIR /shop
COPY --from=builder /shop/target/*.jar ./target/
CMD java -jar target/*.jar
""",
            NOTE,
            id="any-jar",
        ),
        pytest.param(
            MAVEN,
            """\
FROM eclipse-temurin:21
WORKDIR /shop
COPY . .
RUN ./mvnw package
CMD ["java", "-jar", "target/quarkus-app/quarkus-run.jar"]
""",
            """\
FROM eclipse-temurin:21 AS builder
WORKDIR /shop
COPY . .
RUN ./mvnw package

FROM eclipse-temurin:21-jre AS runtime
WORKDIR /shop
COPY --from=builder /shop/target/quarkus-app ./target/quarkus-app
CMD ["java", "-jar", "target/quarkus-app/quarkus-run.jar"]
""",
            NOTE,
            id="quarkus",
        ),
        pytest.param(
            GRADLE,
            """\
FROM gradle:8.10-jdk17-jammy
COPY . /shop
WORKDIR /shop
RUN gradle bootJar
HEALTHCHECK CMD curl -f localhost:8080
ENTRYPOINT ["java", "-jar", "/shop/build/libs/shop-1.0.jar"]
""",
            """\
FROM gradle:8.10-jdk17-jammy AS builder
COPY . /shop
WORKDIR /shop
RUN gradle bootJar

FROM eclipse-temurin:17-jre-jammy AS runtime
WORKDIR /shop
COPY --from=builder /shop/build/libs/shop-1.0.jar ./build/libs/shop-1.0.jar
HEALTHCHECK CMD curl -f localhost:8080
ENTRYPOINT ["java", "-jar", "/shop/build/libs/shop-1.0.jar"]
""",
            NOTE,
            id="gradle-and-health",
        ),
        pytest.param(
            GRADLE,
            """\
FROM openjdk:17-slim
WORKDIR /shop
COPY . .
RUN <<EOF
./gradlew installDist
EOF
CMD ["build/install/shop/bin/shop"]
""",
            """\
FROM openjdk:17-slim AS builder
WORKDIR /shop
COPY . .
RUN <<EOF
./gradlew installDist
EOF

FROM eclipse-temurin:17-jre AS runtime
WORKDIR /shop
COPY --from=builder /shop/build/install/shop ./build/install/shop
CMD ["build/install/shop/bin/shop"]
""",
            NOTE,
            id="distribution",
        ),
    ],
)
def test_split(files: dict[str, str], before: str, after: str, note: str) -> None:
    assert refactored(split_stages, before, files) == (after, note)
    assert offers(split_stages, after, files) == []
    windows = refactored(split_stages, before.replace("\n", "\r\n"), files)
    assert windows == (after.replace("\n", "\r\n"), note)
