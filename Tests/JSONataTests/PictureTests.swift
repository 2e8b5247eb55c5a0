import Testing

@Suite("Pictures of numbers and moments")
struct PictureTests {
    @Test(
        "Numbers",
        arguments: [
            ("$formatNumber(12345.6, \"#,###.00\")", "12,345.60"), ("$formatNumber(-6, \"000\")", "-006"),
            ("$formatNumber(0.14, \"01%\")", "14%"), ("$formatNumber(1234.5678, \"00.000e0\")", "12.346e2"),
            ("$formatNumber(-5, \"0;(0)\")", "(5)"),
            ("$formatInteger(2789, \"w\")", "two thousand, seven hundred and eighty-nine"),
            ("$formatInteger(1999, \"I\")", "MCMXCIX"), ("$formatInteger(27, \"a\")", "aa"),
            ("$formatInteger(112, \"1;o\")", "112th"), ("$formatInteger(1234567, \"#,##0\")", "1,234,567"),
            ("$formatBase(255, 16)", "ff"), ("$string($parseInteger(\"MCMXCIX\", \"I\"))", "1999"),
            ("$string($parseInteger(\"one hundred and two\", \"w\"))", "102"), ("$string($round(2.5))", "2"),
            ("$string($round(123.456, -1))", "120"), ("$string(1e21)", "1e+21"), ("$string(1e-7)", "1e-7"),
        ])
    func numbers(source: String, expected: String) {
        #expect(Expressions.outcome(source) == "\"\(expected)\"")
    }

    @Test(
        "Moments",
        arguments: [
            ("$fromMillis(1510067557121)", "2017-11-07T15:12:37.121Z"), ("$now()", "2026-11-21T01:02:03.004Z"),
            ("$fromMillis(1510067557121, \"[M01]/[D01]/[Y0001] [h#1]:[m01][P]\")", "11/07/2017 3:12pm"),
            ("$fromMillis(1510067557121, \"[H01]:[m01] [z]\", \"-0530\")", "09:42 GMT-05:30"),
            ("$fromMillis(0, \"[FNn,*-3] [D1o] [MNn] [YI]\")", "Thu 1st January MCMLXX"),
            ("$fromMillis(1104537600000, \"[X]-W[W01]-[F1]\")", "2004-W53-6"),
            ("$fromMillis($toMillis(\"2017-11-07T15:12:37.121+01:00\"))", "2017-11-07T14:12:37.121Z"),
            ("$fromMillis($toMillis(\"7 March 2018\", \"[D1] [MNn] [Y]\"))", "2018-03-07T00:00:00.000Z"),
        ])
    func moments(source: String, expected: String) {
        #expect(Expressions.outcome(source) == "\"\(expected)\"")
    }

    @Test(
        "Pictures that are malformed",
        arguments: [
            ("$formatNumber(1, \"0;0;0\")", "D3080"), ("$formatNumber(1, \"0.0.0\")", "D3081"),
            ("$formatNumber(1, \"0%e0\")", "D3092"), ("$formatInteger(1, \"x\")", "D3130"),
            ("$formatInteger(1, \"1٠\")", "D3131"), ("$fromMillis(1, \"[q]\")", "D3132"),
            ("$fromMillis(1, \"[YN]\")", "D3133"), ("$fromMillis(1, \"[Z01010]\")", "D3134"),
            ("$fromMillis(1, \"[Y\")", "D3135"), ("$toMillis(\"13:00\", \"[H]:[s]\")", "D3136"),
            ("$toMillis(\"x\")", "D3110"), ("$formatBase(1, 37)", "D3100"),
        ])
    func malformed(source: String, code: String) {
        #expect(Expressions.outcome(source) == code)
    }
}
