import JSONata
import Testing

/// What an expression reads from around it.
struct JSONataReferencesTests {
    @Test(
        "A name that is looked up in the input is a reference, wherever it stands",
        arguments: [
            "phone", "phone[0].number", "-phone", "$states.input.a ? phone : 2", "phone in $a", "$sum(phone)",
            "phone(1)",
            "phone ~> $string()", "[1..phone]", "(phone).other", "[phone].other", "{phone: 1}", "($x := phone; $x)",
            "$map($a, function($y){ phone })", "$count(phone[inner])", "phone.**.deeper", "'phone'.number",
        ])
    func fields(source: String) throws {
        #expect(try JSONataReferences(source).topLevel == ["phone"])
    }

    @Test(
        "A name that is looked up in another value is none",
        arguments: [
            "$a.phone", "$a[phone > 3]", "$a^(phone)", "$a{'k': phone}", "$a.(phone)", "$a ~> |phone|{'b': 1}|",
            "**.phone",
            "{'k': 1}.phone", "$a[$ > 1]", "function($x){ $x.phone }", "'phone'", "$now()",
        ])
    func otherFields(source: String) throws {
        #expect(try JSONataReferences(source).topLevel == [])
    }

    @Test(
        "The input itself is told as it is written",
        arguments: [("$.a", ["$"]), ("$$.a", ["$$"]), ("[b, $, a, b]", ["b", "$", "a"])])
    func input(source: String, names: [String]) throws {
        #expect(try JSONataReferences(source).topLevel == names)
    }

    @Test("Variables that the expression binds, and functions, come from nowhere else")
    func variables() throws {
        let references = try JSONataReferences(
            "($f := function($n){ $n > 0 ? $f($n - $step) : $end }; $f($count($list)))")
        #expect(references.variables == ["step", "end", "list"])
        #expect(try JSONataReferences("($x := 1; $x) + $x").variables == ["x"])
        #expect(try JSONataReferences("$range(1, 2, 1)", dialect: .statesLanguage).variables == [])
        #expect(try JSONataReferences("$range(1, 2, 1)").variables == ["range"])
    }

    @Test("The members of the states' variable are told")
    func members() throws {
        #expect(
            try JSONataReferences("$states.input.a + $states.result[0].b + ($states := 1; $states.c)").stateMembers
                == ["input", "result"])
    }

    @Test(
        "What makes no sense as a whole is refused as it is where it is evaluated",
        arguments: ["", "1 +", "%", "a ? (", "1.b"])
    func malformed(source: String) {
        #expect(throws: JSONataError.self) { try JSONataReferences(source) }
        #expect(throws: JSONataError.self) { try JSONataExpression(source) }
    }
}
