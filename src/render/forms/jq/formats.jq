# The two formats of jq that jaq leaves to its command line.
def replace($old; $new): split($old) | join($new);
def cell(text):
  if isstring then text
  elif . == null then ""
  elif isboolean or isnumber then tostring
  else error("\(type) is no cell of a row")
  end;
def row(text; $separator):
  if isarray then map(cell(text)) | join($separator) else error("\(type) is no row: an array is one") end;
def @csv: row("\"" + replace("\""; "\"\"") + "\""; ",");
def @tsv: row(replace("\\"; "\\\\") | replace("\t"; "\\t") | replace("\n"; "\\n") | replace("\r"; "\\r"); "\t");
