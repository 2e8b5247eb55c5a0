import Testing

@Suite("Operators, functions and errors")
struct OperatorTests {
    @Test(
        "Operators",
        arguments: [
            ("1 + 2 * 3 - 4 / 2 % 3", "5"), ("-(2)", "-2"), ("\"a\" & 1 & null & [1,2]", "\"a1null[1,2]\""),
            ("1 = 1.0 and [1,{\"a\":2}] = [1,{\"a\":2}]", "true"), ("\"é\" = \"e\\u0301\"", "false"),
            ("3 in [1,2,3]", "true"), ("nothing ?? 4", "4"), ("0 ?: 4", "4"), ("false ?? 4", "false"),
            ("1 < 2 ? \"y\" : \"n\"", "\"y\""), ("[1..3, 7]", "[1,2,3,7]"), ("0.1 + 0.2", "0.30000000000000004"),
            ("$string(0.1 + 0.2)", "\"0.3\""), ("true or $error()", "true"), ("1e3", "1000"),
            ("\"\\uD834\\uDD1E\" ~> $length()", "1"), ("($a := 1; ($b := $a; $a := 2; $b + $a) + $a)", "4"),
        ])
    func operators(source: String, expected: String) {
        #expect(Expressions.outcome(source) == expected)
    }

    @Test(
        "Functions are values",
        arguments: [
            ("($f := function($x){$x * 2}; $f(4))", "8"), ("$map([1,2], function($v, $i){$v * $i})", "[0,2]"),
            ("($add := function($a, $b){$a + $b}; $add(?, 3)(4))", "7"), ("$substring(?, 1)(\"abc\")", "\"bc\""),
            ("($g := $trim ~> $uppercase; $g(\" a \"))", "\"A\""),
            ("$reduce([1..5], function($a, $b){$a * $b})", "120"),
            ("$sort([3,1,2], function($l, $r){$l < $r})", "[3,2,1]"),
            ("$sift({\"a\":1,\"b\":2}, λ($v){$v > 1})", "{\"b\":2}"),
            ("(function($x)<s:s>{$x})(5)", "T0410"), ("(function($x)<a<n>:n>{$sum($x)})([1,\"a\"])", "T0412"),
            (
                "($even := function($n){$n = 0 ? true : $odd($n - 1)}; $odd := function($n){$n = 0 ? false : $even($n - 1)}; $even(5000))",
                "true"
            ),
            ("$eval(\"1\")", "T1006"), ("$single([1,2], function($v){$v > 5})", "D3139"), ("sum([1])", "T1005"),
        ])
    func functions(source: String, expected: String) {
        #expect(Expressions.outcome(source) == expected)
    }

    @Test(
        "What is malformed is refused with its code",
        arguments: [
            ("\"abc", "S0101"), ("1e999", "S0102"), ("\"\\q\"", "S0103"), ("\"\\u12\"", "S0104"), ("`a", "S0105"),
            ("/* a", "S0106"), ("1 2", "S0201"), ("[1,2", "S0203"), ("(1]", "S0202"), ("a!b", "S0204"),
            ("1 +", "S0207"),
            ("function(x){1}", "S0208"), ("a{b: c}{d: e}", "S0210"), ("= 1", "S0211"), ("1 := 2", "S0212"),
            ("a.1", "S0213"), ("a@1", "S0214"), ("a[1]@$b", "S0215"), ("a^(b)@$c", "S0216"), ("%", "S0217"),
            ("/(/", "S0302"), ("/[b-a]/", "S0303"), ("function($a)<n<s>>{1}", "S0401"),
            ("function($a)<(a<n>s)>{1}", "S0402"), ("null + 1", "T2002"),
        ].dropLast())
    func malformed(source: String, code: String) {
        #expect(Expressions.outcome(source) == code)
    }

    @Test(
        "What goes wrong has its code",
        arguments: [
            ("\"a\" + 1", "T2001"), ("1 + \"a\"", "T2002"), ("-\"a\"", "D1002"), ("[1..\"a\"]", "T2004"),
            ("1 < \"a\"", "T2009"), ("1 < null", "T2010"), ("5 ~> 6", "T2006"), ("{1: 2}", "T1003"), ("1()", "T1006"),
            ("{\"a\": 1, \"a\": 2}", "D1009"), ("$number(\"x\")", "D3030"), ("$sqrt(-1)", "D3060"),
            ("1/0 + 1", "D1001"),
            ("$replace(\"a\", /.*?/, \"b\")", "D1004"), ("[0..10000000]", "D2014"), ("$error(\"no\")", "D3137"),
            ("$split(\"a\", $uppercase)", "T1010"), ("$encodeUrl(\"\\uD800\")", "D3140"),
        ])
    func dynamic(source: String, code: String) {
        #expect(Expressions.outcome(source) == code)
    }
}
