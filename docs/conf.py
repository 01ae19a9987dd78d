"""How the documentation is built. The pages under generated/ are made from the library first."""

import sys
from pathlib import Path

import dual_responsibility

HERE = Path(__file__).parent

project = "dual_responsibility"
version = release = dual_responsibility.__version__
language = "en"
html_title = f"{project} {version}"
html_theme = "furo"
exclude_patterns = ["_build"]
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
myst_enable_extensions = ["attrs_block", "colon_fence", "deflist"]
myst_heading_anchors = 3
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
# Attributes are told once, in their class's docstring.
napoleon_use_ivar = True
smartquotes = False


def setup(app):
    """Write the generated pages before the sources are looked for."""
    sys.path.insert(0, str(HERE))
    from generate import write

    app.connect("config-inited", lambda app, config: write(HERE / "generated"))
