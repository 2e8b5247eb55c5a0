import MeshCore
import Testing

@testable import StatesLanguage

@Suite("Paths select as Jayway's library does")
struct JSONPathTests {
    static let store = """
        {"store": {"book": [
          {"category": "reference", "author": "Rees", "title": "Sayings", "price": 8.95},
          {"category": "fiction", "author": "Waugh", "title": "Sword", "price": 12.99},
          {"category": "fiction", "author": "Melville", "title": "Moby", "isbn": "0-553", "price": 8.99}],
          "bicycle": {"color": "red", "price": 19.95}}, "expensive": 10, "with.dot": {"it's": 1}, "nothing": null}
        """

    @Test(
        "A path selects",
        arguments: [
            ("$.expensive", "10"), ("$['expensive']", "10"), (#"$["expensive"]"#, "10"), (" $.expensive ", "10"),
            ("$['with.dot']['it\\'s']", "1"), ("$.nothing", "null"),
            ("$.store.book[0].title", #""Sayings""#), ("$.store.book[-1].title", #""Moby""#),
            ("$.store.book[ 1 ].title", #""Sword""#),
            ("$.store.book[*].title", #"["Sayings","Sword","Moby"]"#),
            ("$.store.book.*.title", #"["Sayings","Sword","Moby"]"#),
            ("$..title", #"["Sayings","Sword","Moby"]"#), ("$.store..price", "[8.95,12.99,8.99,19.95]"),
            ("$.store.book[0,2].title", #"["Sayings","Moby"]"#), ("$.store.book[:2].title", #"["Sayings","Sword"]"#),
            ("$.store.book[1:].title", #"["Sword","Moby"]"#), ("$.store.book[-2:].title", #"["Sword","Moby"]"#),
            ("$.store.book[0:1].title", #"["Sayings"]"#), ("$.store.book[:-1].title", #"["Sayings","Sword"]"#),
            ("$.store.bicycle['color','price']", #"{"color":"red","price":19.95}"#),
            ("$.store.bicycle['color','size']", #"{"color":"red"}"#),
            ("$.store['bicycle','book'].color", #"["red"]"#),
            ("$.store.bicycle.*", #"["red",19.95]"#), ("$..bicycle.color", #"["red"]"#),
            ("$..book[0].title", #"["Sayings"]"#), ("$..[?(@.isbn)].title", #"["Moby"]"#),
        ])
    func selects(path: String, expected: String) throws {
        let value = try JSONPath(path).read(JSONValue(parsing: Self.store))
        #expect(try value == JSONValue(parsing: expected))
    }

    @Test(
        "A filter keeps what its condition holds for",
        arguments: [
            ("@.price < 9", #"["Sayings","Moby"]"#), ("@.price <= 8.95", #"["Sayings"]"#),
            ("@.price > $.expensive", #"["Sword"]"#), ("@['price'] >= 12.99", #"["Sword"]"#),
            ("@.category == 'fiction'", #"["Sword","Moby"]"#), ("@.category != 'fiction'", #"["Sayings"]"#),
            (#"@.category == "fiction" && @.price < 10"#, #"["Moby"]"#),
            ("@.price < 8 || @.isbn", #"["Moby"]"#), ("!(@.isbn)", #"["Sayings","Sword"]"#),
            ("!@.isbn", #"["Sayings","Sword"]"#),
            ("(@.isbn || @.author == 'Rees') && @.price < 8.96", #"["Sayings"]"#),
            ("@.author =~ /M.*/", #"["Moby"]"#), ("@.author =~ /m.*/i", #"["Moby"]"#), ("@.author =~ /M/", "[]"),
            ("@.author =~ /(?:M|R).+?e.*?/", #"["Sayings","Moby"]"#),
            (#"@.author =~ /[*?]?w\D+/i"#, #"["Sword"]"#),
            ("@.author in ['Rees','Waugh']", #"["Sayings","Sword"]"#), ("@.author nin ['Rees']", #"["Sword","Moby"]"#),
            ("@.title size 4", #"["Moby"]"#), ("@.title empty false", #"["Sayings","Sword","Moby"]"#),
            ("@.title contains 'wor'", #"["Sword"]"#), ("@.price == '8.95'", #"["Sayings"]"#),
            ("@.price === '8.95'", "[]"), ("@.isbn == null", "[]"), ("@.missing == @.absent", "[]"),
            ("@.title.length() == 4", "[]"),
        ])
    func filters(condition: String, expected: String) throws {
        let path = try JSONPath("$.store.book[?(\(condition))].title")
        #expect(try path.read(JSONValue(parsing: Self.store)) == JSONValue(parsing: expected))
    }

    @Test(
        "Filters compare lists",
        arguments: [
            ("@.tags subsetof ['a','b','c']", "[1]"), ("@.tags anyof ['c','z']", "[2]"),
            ("@.tags noneof ['c']", "[1]"), ("@.tags contains 'd'", "[2]"), ("@.tags size 2", "[1,2]"),
            ("@.tags all ['a']", "[1]"), ("@.tags empty true", "[]"), ("@.tags == ['a','b']", "[1]"),
        ])
    func filtersLists(condition: String, expected: String) throws {
        let document: JSONValue = [["id": 1, "tags": ["a", "b"]], ["id": 2, "tags": ["c", "d"]]]
        #expect(try JSONPath("$[?(\(condition))].id").read(document) == JSONValue(parsing: expected))
    }

    @Test("A filter looks at plain elements")
    func filtersPlainElements() throws {
        #expect(try JSONPath("$[?(@ > 2)]").read([1, 2, 3, "4"]) == [3, "4"])
        #expect(try JSONPath("$[?(@ == 'x')]").read(["x", "y"]) == ["x"])
        #expect(try JSONPath("$.a[?(@.b == true)]").read(["a": ["b": true]]) == [["b": true]])
    }

    @Test(
        "A function takes what stands at its place",
        arguments: [
            ("$.n.length()", "3"), ("$.n.size()", "3"), ("$.n.sum()", "6.0"), ("$.n.min()", "1.0"),
            ("$.n.max()", "3.0"),
            ("$.n.avg()", "2.0"), ("$.n.stddev()", "0.8164965809277263"), ("$.o.keys()", #"["a","b"]"#),
            ("$.o.length()", "2"), ("$.n.first()", "1"), ("$.n.last()", "3"), ("$.n.index(1)", "2"),
            ("$.n.index(-1)", "3"), ("$.s.concat()", #""xy""#), (#"$.s.concat("z", $.n)"#, #""xyz""#),
            ("$.n.append(4)", "[1,2,3,4]"), ("$.sum($.n, 4)", "10.0"), ("$..a.length()", "0"), ("$.x.length()", "null"),
        ])
    func functions(path: String, expected: String) throws {
        let document: JSONValue = ["n": [1, 2, 3], "o": ["a": 1, "b": 2], "s": ["x", "y"], "x": "text"]
        let value = try JSONPath(path).read(document)
        #expect(StatesText.json(value) == expected)
    }

    @Test(
        "An indefinite path that finds nothing selects an empty array",
        arguments: [
            "$.items[*]", "$.item.items[:1]", "$.item.items[1:5]", "$.items[*].value", "$.items[:1].value", "$..x",
            "$.a.b[?(@.c)]", "$.items[0,1]",
        ])
    func emptySelection(path: String) throws {
        #expect(try JSONPath(path).read([:]) == [])
    }

    @Test(
        "A definite path that finds nothing fails in the words of the library",
        arguments: [
            ("$.X", "No results for path: $['X']"), ("$.a.b", "Missing property in path $['a']"),
            ("$.list[5]", "No results for path: $['list'][5]"),
            ("$.list[0].x.y", "Missing property in path $['list'][0]['x']"),
            ("$.empty[0]", "The path $['empty'] is null"),
            (
                "$.text.x",
                "Expected to find an object with property ['x'] in path $['text'] but found 'java.lang.String'. This is "
                    + "not a json object according to the JsonProvider: "
                    + "'com.jayway.jsonpath.spi.json.JacksonJsonProvider'."
            ),
            ("$.text[0]", "Filter: [0] can only be applied to arrays. Current context is: t"),
            ("$.n[0].x", "Filter: [0]['x'] can only be applied to arrays. Current context is: 1"),
        ])
    func failures(path: String, message: String) throws {
        let document: JSONValue = ["list": [[:]], "empty": nil, "text": "t", "n": 1]
        let failure = try #require(throws: PathFailure.self) { try JSONPath(path).read(document) }
        #expect(failure.message == message)
    }

    @Test("An index beyond the array is null to a lenient reader")
    func lenientIndex() throws {
        let document: JSONValue = ["items": [1, 2]]
        #expect(try JSONPath("$.items[5]").read(document, lookup: .lenient) == .null)
        #expect(throws: PathFailure.self) { try JSONPath("$.items[5]").read(document) }
        #expect(throws: PathFailure.self) { try JSONPath("$.items[5].x").read(document, lookup: .lenient) }
        #expect(try JSONPath("$.items[0,5]").read(document, lookup: .lenient) == [1])
    }

    @Test("A function that has nothing to do with what it gets fails")
    func functionFailure() throws {
        let failure = try #require(throws: PathFailure.self) { try JSONPath("$.n.sum()").read(["n": []]) }
        #expect(failure.kind == .function)
        #expect(failure.message == "Aggregation function attempted to calculate value using empty array")
    }

    @Test(
        "A path says whether it is definite",
        arguments: [
            ("$", true), ("$.a[0]['b']", true), ("$['a','b']", true), ("$.a.length()", true), ("$.a[*]", false),
            ("$..a", false), ("$..a.length()", true), ("$.a[0,1]", false), ("$.a[1:]", false), ("$[?(@.a)]", false),
            ("$['a','b'].c", false),
        ])
    func definiteness(path: String, isDefinite: Bool) throws {
        #expect(try JSONPath(path).isDefinite == isDefinite)
    }

    @Test(
        "What is no path is refused",
        arguments: [
            "", "a", "$a b", "$.", "$..", "$.a.", "$...a", "$[", "$[a]", "$['a'", "$['a]", "$['a',]", "$[1", "$[1;2]",
            "$[:]", "$[1:2:3]", "$[1,]", "$.a b", "$[?]", "$[?(@.a]", "$[?(@.a ==)]", "$[?(@.a ~ 1)]", "$[?('x')]",
            "$[?(@.a =~ /(/)]", "$.a.f()", "$.a.length(", "$.a.sum(x)", "$[?(@.a == 'x]", "$[99999999999]",
        ])
    func syntax(path: String) {
        #expect(throws: PathSyntaxError.self) { try JSONPath(path) }
    }

    @Test("Filters that lie in each other too deeply are refused and not followed")
    func depth() {
        let nested = String(repeating: "(", count: 5000) + "@.a" + String(repeating: ")", count: 5000)
        #expect(throws: PathSyntaxError.self) { try JSONPath("$[?(\(nested))]") }
        let brackets = "@" + String(repeating: "[?(@", count: 500) + String(repeating: ")]", count: 500)
        #expect(throws: PathSyntaxError.self) { try JSONPath("$[?(\(brackets))]") }
        let calls = "$" + String(repeating: ".concat($", count: 500) + String(repeating: ")", count: 500)
        #expect(throws: PathSyntaxError.self) { try JSONPath(calls) }
    }

    @Test("A path that would take too long fails", arguments: ["$[?(@ in $)]", "$..[?(@ nin $)]..[?($..*)]"])
    func budget(path: String) throws {
        let document = JSONValue.array((0..<5000).map { .array([.int(Int64($0))]) })
        let failure = try #require(throws: PathFailure.self) { try JSONPath(path).read(document) }
        #expect(failure.message == "The path takes more than 1000000 steps")
    }

    @Test("Texts of any kind are read or refused, and nothing traps")
    func anyText() throws {
        var generator = SplitMix64(seed: 20_261_121)
        let pieces = [
            "$", "@", ".", "..", "[", "]", "(", ")", "?", "'", "\"", "\\", "*", ":", ",", "-", "0", "1", "99", "a", "b",
            "length()", "sum(", "==", "=~", "/", "/i", "in", " ", "&&", "||", "!", "true", "null", "{", "}", "\\u12",
            "é",
            "States.Format(", "'{}'", "<=", "1.5e3",
        ]
        let document: JSONValue = ["a": [1, ["b": "x"], nil], "b": ["a": [true, 2.5]]]
        for _ in 0..<4000 {
            let text = (0..<1 + generator.below(12)).map { _ in pieces[generator.below(pieces.count)] }.joined()
            for candidate in ["$" + text, "$.a[?(@" + text + ")]", "States.Format('{}', " + text + ")"] {
                // Whether the text is an expression, and what it gives, is not asked here.
                let expression = try? PathExpression(candidate)
                let scope = PathScope(input: document, context: document, entropy: Entropy(seed: 1))
                _ = try? expression?.value(of: "x", in: scope)
                _ = try? ReferencePath(candidate).write(1, into: document)
            }
        }
    }
}
