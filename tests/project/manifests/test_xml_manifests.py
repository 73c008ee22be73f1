"""pom.xml and the project files of .NET, broken ones too."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dockwright.project.manifests.dotnet import parse_dotnet_project, parse_solution
from dockwright.project.manifests.pom import parse_pom
from dockwright.project.manifests.xml import Element, elements

POM = """<?xml version="1.0"?>
<!-- <artifactId>no</artifactId> -->
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <parent><artifactId>parent</artifactId><version>3.1</version></parent>
  <artifactId>shop</artifactId>
  <properties><revision>1.0</revision></properties>
  <modules><module>core</module><module>web</module></modules>
  <build>
    <finalName>${project.artifactId}-${revision}</finalName>
    <plugins><plugin>
      <artifactId>maven-dependency-plugin</artifactId>
      <executions><execution><goals><goal>copy-dependencies</goal></goals>
        <configuration><outputDirectory>${project.build.directory}/lib</outputDirectory></configuration>
      </execution></executions>
    </plugin></plugins>
  </build>
</project>
"""


def test_elements_with_attributes_and_comments() -> None:
    assert elements("<a x=\"1\"><!-- <b/> --><b y='2' />text<![CDATA[<c/>]]></a>") == (
        Element("a/b", {"y": "2"}, ""),
        Element("a", {"x": "1"}, "text"),
    )


def test_pom() -> None:
    pom = parse_pom(POM)
    assert (pom.artifact, pom.version, pom.packaging, pom.final_name) == ("shop", "3.1", "jar", "shop-1.0")
    assert (pom.modules, pom.copies_to) == (("core", "web"), ("lib",))
    assert pom.plugins == frozenset({"maven-dependency-plugin"})


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("<project><artifactId>a</artifactId><version>1</version></project>", "a-1"),
        ("<project><artifactId>a</artifactId><version>${elsewhere}</version></project>", None),
        ("<project><artifactId>a", None),
        ("", None),
    ],
)
def test_the_name_of_the_jar(text: str, name: str | None) -> None:
    assert parse_pom(text).final_name == name


def test_dotnet_project() -> None:
    project = parse_dotnet_project(
        '\ufeff<Project Sdk="Microsoft.NET.Sdk.Web/9.0.1"><PropertyGroup><TargetFrameworks>net8.0; net9.0'
        "</TargetFrameworks><AssemblyName>Shop</AssemblyName><PublishAot>true</PublishAot></PropertyGroup><ItemGroup>"
        '<FrameworkReference Include="Microsoft.AspNetCore.App" /><ProjectReference Include="..\\Core\\Core.csproj" />'
        '</ItemGroup><Import Project="..\\common.props" /></Project>'
    )
    assert (project.sdk, project.assembly, project.frameworks) == (
        "Microsoft.NET.Sdk.Web",
        "Shop",
        ("net8.0", "net9.0"),
    )
    assert (project.references, project.imports) == (("../Core/Core.csproj",), ("../common.props",))
    assert project.shared_frameworks == frozenset({"Microsoft.AspNetCore.App"})
    assert project.is_self_contained


def test_solutions() -> None:
    old = (
        'Solution File\r\nProject("{F}") = "Web", "src\\Web\\Web.csproj", "{1}"\r\nEndProject\r\n'
        'Project("{2}") = "src", "src", "{3}"\r\nEndProject\r\n'
    )
    assert parse_solution(old) == ("src/Web/Web.csproj",)
    new = '<Solution><Folder><Project Path="src/Web/Web.csproj" /></Folder><Project Path="x.dcproj"/></Solution>'
    assert parse_solution(new) == ("src/Web/Web.csproj",)


@given(st.text(alphabet='<>/!?-[]ab"= \n$', max_size=60))
def test_nothing_raises(text: str) -> None:
    parse_pom(text)
    parse_dotnet_project(text)
    parse_solution(text)
