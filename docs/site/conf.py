"""How Sphinx dresses the pages that scripts/make_site.py puts together; nothing is fetched from elsewhere."""

from pathlib import Path

from pygments.lexers.special import TextLexer
from sphinx.highlighting import lexers

from pipectl import __version__

_HERE = Path(__file__).parent

project = "pipectl"
version = release = __version__
extensions = ["myst_parser"]
myst_heading_anchors = 4
root_doc = "index"
language = "en"
nitpicky = True
#: Words stand as they were written: -- is no dash.
smartquotes = False
#: Pygments knows no crontab, and takes words of our commands for those of the shell.
lexers["crontab"] = lexers["sh"] = TextLexer()
highlight_language = "none"
html_theme = "furo"
html_title = f"pipectl {__version__}"
html_static_path = [str(_HERE / "static")]
html_css_files = ["site.css"]
#: Loaded before the search asks how to show what it finds.
html_js_files = [("local.js", {"priority": 200})]
html_favicon = str(_HERE / "static" / "icon.svg")
html_copy_source = False
html_use_index = False
html_show_sourcelink = False
html_show_copyright = False
html_show_sphinx = False
pygments_style = "friendly"
pygments_dark_style = "monokai"
#: The fonts the reader's own system has.
_SANS = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif'
_MONO = 'ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace'
_BOTH = {"font-stack": _SANS, "font-stack--monospace": _MONO, "font-stack--headings": _SANS}
html_theme_options = {
    "light_css_variables": _BOTH | {"color-brand-primary": "#0b5d4d", "color-brand-content": "#0a6b58"},
    "dark_css_variables": _BOTH | {"color-brand-primary": "#5fd0b5", "color-brand-content": "#6bd6bc"},
    "top_of_page_buttons": [],
}
