import CatalogAPI
import HTTPTypes
import MeshCore
import MeshStore
import Testing

@testable import Catalog

@Suite("What is taken as a product")
struct ProductDraftTests {
    private let door: CatalogDoor

    init() throws {
        door = try CatalogDoor()
    }

    @Test(
        "The event of an imported product is printed as every other",
        arguments: [
            [:],
            [
                "active": false, "description": "a \"b\" \\ \n\t é茶🙂",
                "attributes": ["\"": "\\", "b": 1.5, "c": true],
            ],
            ["tags": ["a", "b-c"], "media": [["url": "https://a.example/b", "kind": "image", "alt": "\""]]],
            [
                "variants": [
                    ["sku": "V-1", "options": ["size": "S", "colour": "\"red\""]],
                    [
                        "sku": "V-2", "options": ["size": "M", "colour": "blue"], "active": false,
                        "price": ["amount": 5, "currency": "EUR"],
                    ],
                ]
            ],
        ] as [JSONValue])
    func event(change: JSONValue) async throws {
        let draft = try ProductDraft(document: Self.valid.merging(patch: change))
        let new = NewProduct(draft, id: .make(), at: Timestamp(milliseconds: 1_795_222_923_004))
        let (catalog, time) = (door.service.store, new.product.createdAt)
        try await catalog.store.write { db in
            try catalog.outbox.append([new.event], topic: ProductChanged.type, at: time, db)
        }
        let message = try #require(try await catalog.store.read { db in try Outbox.oldest(2, db) }.first)
        let event = ProductChanged(id: "\(new.product.id)-1", change: .created, product: new.product, time: time)
        #expect(message.id == event.id && message.key == "\(new.product.id)" && message.createdAt == time)
        #expect(String(decoding: message.payload, as: UTF8.self) == event.json.description)
    }

    private static let valid: JSONValue = [
        "sku": "B-1", "title": "Dune", "category": "books", "price": ["amount": 1999, "currency": "EUR"],
    ]

    @Test(
        "A member that breaks its rule is named, in a creation and in a patch",
        arguments: [
            ("sku", ""), ("sku", "a b"), ("sku", "-x"), ("sku", "ä"), ("sku", nil), ("sku", 7),
            ("sku", .string(String(repeating: "a", count: 65))),
            ("title", ""), ("title", "  "), ("title", "a\u{0}b"), ("title", "a\nb"), ("title", "a\u{85}b"),
            ("title", .string(String(repeating: "a", count: 201))),
            ("description", "\u{0}"), ("description", .string(String(repeating: "a", count: 10_001))),
            ("category", "Books"), ("category", "a//b"), ("category", "/a"), ("category", ""),
            ("price.amount", ["amount": -1]), ("price.amount", ["amount": 1.5]),
            ("price.amount", ["amount": 9_007_199_254_740_992]),
            ("price.amount", ["amount": 1e300]), ("price.currency", ["currency": "eur"]),
            ("price.currency", ["currency": "EURO"]),
            ("price", 5), ("active", "yes"), ("active", nil),
            ("attributes", ["": 1]), ("attributes", ["a\u{0}": 1]), ("attributes", ["a\u{9F}": 1]), ("attributes", 1),
            ("attributes", .object([String(repeating: "a", count: 65): 1])), ("attributes", ["a": "\u{7}"]),
            (
                "attributes",
                .object(JSONObject((0..<20).map { ("a\($0)", .string(String(repeating: "x", count: 1000))) }))
            ),
        ] as [(String, JSONValue)])
    func invalid(field: String, value: JSONValue) async throws {
        let member = String(field.prefix { $0 != "." })
        let change: JSONValue = .object([(member, value)].reduce(into: JSONObject()) { $0[$1.0] = $1.1 })
        let product = try await door.create(CatalogDoor.body(sku: "Z-9"))
        let patched = try await door.send(.patch, "/v1/products/\(product.id)", change.description, role: "admin")
        #expect(patched.status == 400, "\(patched)")
        #expect(patched.fields.contains { $0.hasPrefix(member) }, "\(patched)")

        var document = Self.valid.objectValue ?? [:]
        if let price = value.objectValue, member == "price" {
            var whole = document["price"]?.objectValue ?? [:]
            for (name, part) in price { whole[name] = part }
            document[member] = .object(whole)
        } else {
            document[member] = value
        }
        let created = try await door.send(.post, "/v1/products", JSONValue.object(document).description, role: "admin")
        #expect(created.status == 400, "\(created)")
        #expect(created.fields.contains { $0.hasPrefix(member) }, "\(created)")
    }

    @Test(
        "Bodies that are no documents of a product are refused",
        arguments: ["", "[]", "null", "{", "7", #"{"sku":1,"sku":2}"#, "\u{0}"])
    func noDocument(body: String) async throws {
        #expect(try await door.send(.post, "/v1/products", body, role: "admin").status == 400)
        let product = try await door.create(CatalogDoor.body(sku: "Z-9"))
        #expect(try await door.send(.patch, "/v1/products/\(product.id)", body, role: "admin").status == 400)
    }

    @Test("What is left out has its default, and null puts it back")
    func defaults() async throws {
        let product = try await door.create(Self.valid.description)
        #expect(product.description.isEmpty && product.attributes.isEmpty && product.active)
        let path = "/v1/products/\(product.id)"
        _ = try await door.send(.patch, path, #"{"description":"x","attributes":{"a":1,"b":true}}"#, role: "admin")
        let one: Product = try await door.send(.patch, path, #"{"attributes":{"a":null}}"#, role: "admin").decode()
        #expect(one.attributes == ["b": true] && one.description == "x")
        let none: Product = try await door.send(
            .patch, path, #"{"attributes":null,"description":null}"#, role: "admin"
        ).decode()
        #expect(none.attributes.isEmpty && none.description.isEmpty)
    }

    @Test("Texts that look alike are kept alike, and everything of Unicode that is no control comes back as it went")
    func unicode() async throws {
        let composed = try await door.create(
            CatalogDoor.body(sku: "A", title: "Cafe\u{301} 茶 🍵", attributes: ["é": "e\u{301}"]))
        #expect(Array(composed.title.unicodeScalars) == Array("Caf\u{e9} 茶 🍵".unicodeScalars))
        #expect(composed.attributes["é"] == "\u{e9}")
        let text = "\u{10FFFF}\u{202E}\u{FEFF}\u{1F469}\u{200D}\u{1F680}\\\"/"
        #expect(try await door.create(CatalogDoor.body(sku: "B", title: text)).title == text)
    }

    @Test("The largest and the smallest values are kept exactly")
    func extremes() async throws {
        let largest = CatalogDoor.body(
            sku: String(repeating: "a", count: 64), title: String(repeating: "t", count: 200),
            description: String(repeating: "d\n", count: 5000), category: String(repeating: "c", count: 64),
            amount: ProductFields.largestAmount, currency: "ZZZ",
            attributes: ["n": 9_223_372_036_854_775_807, "d": 1.5e-300])
        let product = try await door.create(largest)
        #expect(product.price.amount == ProductFields.largestAmount)
        #expect(product.attributes == ["n": 9_223_372_036_854_775_807, "d": 1.5e-300])
        #expect(try await door.all("/v1/products?currency=ZZZ&maxPrice=\(ProductFields.largestAmount)").count == 1)
        #expect(try await door.create(CatalogDoor.body(sku: "b", amount: 0)).price.amount == 0)
    }

    @Test(
        "Paths that are no product's are not found or refused",
        arguments: ["x", "prd_", "acc_01jd4t9x5se4nvk3qk2m7c8h6r", "%00", "..", "prd_%F0"])
    func badIDs(text: String) async throws {
        let status = try await door.send(.get, "/v1/products/\(text)").status
        #expect([400, 404].contains(status))
    }

    @Test("What passes as plain passes the schema too, and says the same", arguments: Array(1...8) as [UInt64])
    func plainDocuments(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let texts = ["a", "", " ", "A-1", "a/b", "a//b", "-a", "a-", "é", "a\tb", "a\nb", "\u{7F}", "~", "EUR", "a b"]
        let values: [JSONValue] =
            texts.map { .string($0) } + [1, -1, 1.5, true, nil, [], [:], ["a", "b"], ["a", "a"]]
        let parts: [(String, [JSONValue])] = [
            ("sku", values), ("title", values), ("category", values), ("description", values), ("active", values),
            ("tags", values), ("media", values), ("extra", values),
            ("attributes", values + values.map { ["x": $0] } + texts.map { .object([$0: 1]) }),
            (
                "price",
                values.map { ["amount": 5, "currency": $0] } + values.map { ["amount": $0, "currency": "EUR"] }
            ),
            (
                "variants",
                values + values.map { [["sku": $0, "options": ["a": "1"]]] }
                    + values.map { [["sku": "V", "options": ["a": $0]], ["sku": "W", "options": ["a": "2"]]] }
            ),
        ]
        var passed = 0
        for _ in 0..<2000 {
            var document = Self.valid.objectValue ?? [:]
            for _ in 0...Int.random(in: 0...1, using: &random) {
                guard let (name, values) = parts.randomElement(using: &random) else { continue }
                document[name] = values.randomElement(using: &random)
            }
            guard let plain = ProductDraft(plain: document) else { continue }
            passed += 1
            #expect(try ProductDraft(document: .object(document)) == plain, "\(JSONValue.object(document))")
        }
        #expect(passed > 100)
    }
}
