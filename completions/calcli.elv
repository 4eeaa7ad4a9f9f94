
set edit:completion:arg-completer[calcli] = { |@words|
    var index = (count $words)
    set index = (- $index 1)

    put (env _CLAP_IFS="\n" _CLAP_COMPLETE_INDEX=(to-string $index) CALCLI_COMPLETE="elvish" calcli -- $@words) | to-lines
}

