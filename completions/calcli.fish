complete --keep-order --exclusive --command calcli --arguments "(CALCLI_COMPLETE=fish calcli -- (commandline --current-process --tokenize --cut-at-cursor) (commandline --current-token))"
