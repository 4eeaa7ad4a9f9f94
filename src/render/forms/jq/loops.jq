# What goes on by itself: jq's own definitions, written out so that they are bounded as those of the user are.
def repeat(f): def rec: f, rec; rec;
def recurse(f): def rec: ., (f | rec); rec;
def while(cond; update): def rec: if cond then ., (update | rec) else {}[] end; rec;
def until(cond; update): def rec: if cond then . else update | rec end; rec;
def range($from; $to; $by): $from |
  if $by > 0 then while(. < $to; . + $by)
  elif $by < 0 then while(. > $to; . + $by)
  else while(. != $to; . + $by)
  end;
