import JSONata
import MeshCore
import Testing

@Suite("The dialect of Step Functions")
struct StatesLanguageDialectTests {
    @Test(
        "Its functions",
        arguments: [
            ("$random(42)", "0.7275636800328681"), ("$partition([1,2,3,4,5], 2)", "[[1,2],[3,4],[5]]"),
            ("$range(1, 10, 3)", "[1,4,7,10]"), ("$range(3, 1, -1)", "[3,2,1]"),
            ("$parse(\"{\\\"a\\\":[1]}\").a", "[1]"),
            ("$hash(\"abc\", \"MD5\")", "\"900150983cd24fb0d6963f7d28e17f72\""),
            ("$hash(\"abc\", \"SHA-1\")", "\"a9993e364706816aba3e25717850c26c9cd0d89d\""),
            ("$hash(\"abc\", \"SHA-256\")", "\"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\""),
            ("$substring($hash(\"abc\", \"SHA-384\"), 0, 16)", "\"cb00753f45a35e8b\""),
            ("$substring($hash(\"abc\", \"SHA-512\"), 0, 16)", "\"ddaf35a193617aba\""),
            ("$uuid()", "\"80000000-0000-4000-8000-000000000000\""), ("$eval(\"1\")", "T1006"),
            ("$parse(\"{\")", "D3501"),
        ])
    func functions(source: String, expected: String) {
        #expect(Expressions.outcome(source, dialect: .statesLanguage) == expected)
    }

    @Test(
        "Without an input document nothing can mean it",
        arguments: [
            ("foo", "S0601"), ("$", "S0601"), ("$$", "S0601"), ("foo.bar", "S0601"),
            ("$map([1], function($v){$})", "S0601"),
            ("$states.input.foo", "7"), ("$states.input.items[$ > 1]", "[2,3]"),
            ("$states.input.rows.{\"w\": v}", "[{\"w\":1},{\"w\":2}]"),
        ])
    func context(source: String, expected: String) {
        let outcome = Expressions.outcome(
            source,
            bindings: ["states": ["input": ["foo": 7, "items": [1, 2, 3], "rows": [["v": 1], ["v": 2]]]]],
            dialect: .statesLanguage)
        #expect(outcome == expected)
    }
}
