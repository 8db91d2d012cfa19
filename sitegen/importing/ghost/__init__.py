"""Ghost: its export in JSON, with texts as HTML, Lexical or Mobiledoc."""
