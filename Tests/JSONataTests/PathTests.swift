import MeshCore
import Testing

@Suite("Paths find values")
struct PathTests {
    private let shop: JSONValue = [
        "orders": [
            ["id": 1, "lines": [["sku": "a", "price": 3], ["sku": "b", "price": 5]]],
            ["id": 2, "lines": [["sku": "a", "price": 7]]],
        ],
        "name": "Orrery", "empty": [], "nested": [["deep": 1]],
    ]

    @Test(
        "A step is taken over each value that the step before has found",
        arguments: [
            ("name", "\"Orrery\""), ("orders.id", "[1,2]"), ("orders.lines.sku", "[\"a\",\"b\",\"a\"]"),
            ("orders[0].id", "1"), ("orders[-1].id", "2"), ("orders.lines[0].price", "[3,7]"),
            ("(orders.lines)[0].price", "3"), ("orders[id=2].lines.price", "7"), ("orders[id=2].lines.price[]", "[7]"),
            ("orders.lines[price>4].sku", "[\"b\",\"a\"]"), ("orders[[0..5]].id", "[1,2]"), ("empty", "[]"),
            ("missing.thing", "nothing"), ("name.more", "nothing"), ("nested.deep", "1"),
            ("nested[]", "[{\"deep\":1}]"),
            ("orders.*.sku", "[\"a\",\"b\",\"a\"]"), ("**.price", "[3,5,7]"), ("$.name", "\"Orrery\""),
            ("orders.lines^(>price).sku", "[\"a\",\"b\",\"a\"]"), ("$$.orders.id", "[1,2]"),
            ("orders.{\"n\": id}", "[{\"n\":1},{\"n\":2}]"), ("orders.lines{sku: $sum(price)}", "{\"a\":10,\"b\":5}"),
            ("orders.[id, $count(lines)]", "[[1,2],[2,1]]"),
        ])
    func steps(source: String, expected: String) {
        #expect(Expressions.outcome(source, over: shop) == expected)
    }

    @Test(
        "Variables are bound on the way, and contexts before are reached",
        arguments: [
            ("orders.lines.{\"o\": %.id, \"s\": sku}[0]", "{\"o\":1,\"s\":\"a\"}"),
            ("orders.lines#$i.($i & sku)", "[\"0a\",\"1b\",\"0a\"]"),
            ("orders#$i[id=2].$i", "1"), ("orders.lines.price.%.sku", "[\"a\",\"b\",\"a\"]"),
            ("orders@$a.$$.orders@$b[$a.id=$b.id].($a.id + $b.id)", "[2,4]"), ("orders.%.%.name", "S0217"),
        ])
    func bindings(source: String, expected: String) {
        #expect(Expressions.outcome(source, over: shop) == expected)
    }

    @Test("The order of members is kept")
    func order() {
        #expect(Expressions.outcome("{\"z\": 1, \"a\": {\"y\": 2, \"b\": 3}}") == "{\"z\":1,\"a\":{\"y\":2,\"b\":3}}")
    }

    @Test("An array as the input is one value")
    func arrayInput() {
        #expect(Expressions.outcome("$", over: [1, 2]) == "[1,2]")
        #expect(Expressions.outcome("$[1]", over: [1, 2]) == "2")
        #expect(Expressions.outcome("$count($)", over: [[1], [2]]) == "2")
        #expect(Expressions.outcome("$.{'a': 1}", over: []) == "nothing")
    }

    @Test(
        "A transformation changes a copy",
        arguments: [
            (
                "$ ~> |orders.lines|{\"price\": price * 2}, \"sku\"| ~> $lookup(\"orders\") ~> $lookup(\"lines\")",
                "[{\"price\":6},{\"price\":10},{\"price\":14}]"
            ),
            ("($ ~> |orders|{\"id\": 9}|; orders.id)", "[1,2]"), ("$ ~> |orders|5|", "T2011"),
        ])
    func transformation(source: String, expected: String) {
        #expect(Expressions.outcome(source, over: shop) == expected)
    }
}
