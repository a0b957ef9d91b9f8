# Reads what one Qt Test program printed and prints "PASSED FAILED SKIPPED", then a line "skip NAME: REASON" for each skipped test.
# A test is a test function, or one row of its table; Qt's own initTestCase and cleanupTestCase count only when they fail.
function name(line) {
    sub(/^[A-Z!]+ *: /, "", line)
    match(line, /^[^(]*\(/)
    rest = substr(line, RLENGTH + 1)
    # A row's tag may hold brackets itself: the name ends at the last ")" that is followed by a space or by the end.
    end = 0
    for (i = 1; i <= length(rest); ++i) {
        if (substr(rest, i, 1) == ")" && (i == length(rest) || substr(rest, i + 1, 1) == " ")) { end = i; break }
    }
    return substr(line, 1, RLENGTH + end)
}
function fixture(test) { return test ~ /::(init|cleanup)TestCase\(\)$/ }
/^\*+ Start testing of / { ++started }
/^\*+ Finished testing of / { ++finished }
/^PASS   : / { test = name($0); if (!fixture(test)) passed[test] = 1 }
/^(FAIL!  |XPASS  |QFATAL ): / { failed[name($0)] = 1; if (/ Received a fatal error/) crashSeen = 1 }
/^SKIP   : / {
    test = name($0)
    skipped[test] = substr($0, index($0, test) + length(test) + 1)
}
END {
    p = f = s = 0
    for (test in failed) { ++f; delete passed[test]; delete skipped[test] }
    for (test in skipped) { ++s; delete passed[test] }
    for (test in passed) ++p
    # A program that crashed, ran out of time, stopped half way or ran nothing at all has failed, whatever it printed before.
    crashed = code >= 124 && !crashSeen
    if (crashed || (f == 0 && (code != 0 || started != finished || p + s == 0))) ++f
    print p, f, s
    for (test in skipped) print "skip " test ": " (skipped[test] == "" ? "no reason given" : skipped[test])
}
