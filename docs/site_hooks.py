"""Additions of `make docs` to MkDocs: pages written now, stars in the navigation, links that leave docs."""

from pathlib import Path
from typing import Any

from generated import addresses, llms, navigation, pages
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from pymdownx.slugs import slugify

ORIGINS: dict[str, str] = {}  # of a page, the file of the project that its links are meant from
TITLES: dict[str, str] = {}


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Anchors as GitHub writes them, and a navigation in which every page is named."""
    config.mdx_configs.setdefault("toc", {})["slugify"] = slugify(case="lower")
    docs = Path(config.docs_dir)
    sources = {page.relative_to(docs).as_posix() for page in docs.rglob("*.md")} | set(pages.sources())
    config.nav = navigation.written_out(config.nav, sources)
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are written now, and the files that pages link to."""
    ORIGINS.update({file.src_uri: f"{addresses.DOCS}/{file.src_uri}" for file in files.documentation_pages()})
    for source, written in pages.written().items():
        files.append(File.generated(config, source, content=written.content))
        ORIGINS[source] = written.origin or f"{addresses.DOCS}/{source}"

    texts = {file.src_uri: file.content_string for file in files.documentation_pages()}
    linked = {file for page, text in texts.items() for file in addresses.copies(text, ORIGINS.get(page, ""))}
    for file in sorted(linked):
        copy = (addresses.ROOT / file).read_bytes()
        files.append(File.generated(config, f"{addresses.COPIES}/{file}", content=copy))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Let links that leave docs lead to what stands for their file."""
    source = page.file.src_uri
    TITLES[source] = pages.title(markdown)
    return addresses.relinked(markdown, ORIGINS[source], source)


def on_post_build(config: MkDocsConfig, **_: Any) -> None:
    """Write llms.txt, the site in one list for programs that read."""
    text = llms.text(config.nav, TITLES)
    (Path(config.site_dir) / "llms.txt").write_text(text, encoding="utf-8")
