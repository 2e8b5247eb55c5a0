import CatalogAPI
import GRDB
import HTTPTypes
import MeshCore
import MeshStore
import MeshTestKit
import Testing

@testable import Catalog

@Suite("Variants, media and tags")
struct VariantTests {
    private let door: CatalogDoor

    init() throws {
        door = try CatalogDoor()
    }

    /// A shirt in two sizes; parts of it may be replaced.
    private static func shirt(_ changes: JSONValue = [:], sku: String = "SHIRT") -> String {
        let shirt: JSONValue = [
            "sku": .string(sku), "title": "Shirt", "category": "clothes/shirts", "tags": ["summer", "new-in"],
            "media": [
                ["url": "https://media.example.com/1.jpg", "kind": "image", "alt": "From the front"],
                ["url": "https://media.example.com/2.mp4", "kind": "video"],
            ],
            "variants": [
                [
                    "sku": .string("\(sku)-M"), "options": ["size": "M", "colour": "red"],
                    "barcode": "4006381333931", "media": [0],
                ],
                [
                    "sku": .string("\(sku)-L"), "options": ["colour": "red", "size": "L"],
                    "price": ["amount": 2500, "currency": "EUR"], "active": false,
                ],
            ],
            "price": ["amount": 1999, "currency": "EUR"],
        ]
        return shirt.merging(patch: changes).description
    }

    @Test("They come back as they went, with what was left out, and the names of the options in their order")
    func roundTrip() async throws {
        let created = try await door.create(Self.shirt())
        #expect(created.tags == ["summer", "new-in"])
        #expect(created.media.map(\.kind) == [.image, .video] && created.media[0].alt == "From the front")
        #expect(created.optionNames == ["size", "colour"])
        #expect(created.variants.map(\.sku) == ["SHIRT-M", "SHIRT-L"])
        #expect(created.variants[0].price == nil && created.variants[0].active && created.variants[0].media == [0])
        #expect(created.variants[1].price == Money(amount: 2500, currency: .eur) && !created.variants[1].active)
        let path = "/v1/products/\(created.id)"
        #expect(try await door.send(.get, path).decode(Product.self) == created)
        #expect(try await door.all("/v1/products?sku=shirt-l") == [created])
        #expect(try await door.events().map(\.data.product) == [created])
        let plain = try await door.send(.post, "/v1/products", CatalogDoor.body(sku: "P"), role: "admin")
        let document = try JSONValue(parsing: plain.body)
        for name in ["tags", "media", "optionNames", "variants"] { #expect(document[name] == []) }
    }

    @Test("A patch replaces a list as a whole, and null empties it")
    func patches() async throws {
        let created = try await door.create(Self.shirt())
        let path = "/v1/products/\(created.id)"
        let one = try await door.send(
            .patch, path, #"{"tags":["sale"],"variants":[{"sku":"SHIRT-L","options":{"size":"L"}}]}"#, role: "admin")
        let shirt: Product = try one.decode()
        #expect(shirt.tags == ["sale"] && shirt.optionNames == ["size"] && shirt.media == created.media)
        #expect(shirt.variants == [ProductVariant(sku: "SHIRT-L", options: ["size": "L"])])
        let none = try await door.send(.patch, path, #"{"tags":null,"variants":null,"media":null}"#, role: "admin")
        let bare: Product = try none.decode()
        #expect(bare.tags.isEmpty && bare.media.isEmpty && bare.variants.isEmpty && bare.optionNames.isEmpty)
        #expect(try await door.send(.patch, path, #"{"tags":[]}"#, role: "admin").headers[.eTag] == "\"3\"")
    }

    private static let variant: JSONValue = ["sku": "V", "options": ["size": "M"]]

    @Test(
        "A part that breaks its rule is named",
        arguments: [
            ("tags[1]", ["tags": ["a", "a"]]), ("tags[0]", ["tags": ["New"]]), ("tags[0]", ["tags": [""]]),
            ("tags", ["tags": .array((0..<33).map { .string("t\($0)") })]), ("tags", ["tags": "a"]),
            ("media[0].url", ["media": [["url": "http://example.com/1.jpg", "kind": "image"]]]),
            ("media[0].url", ["media": [["url": "https://exa mple.com", "kind": "image"]]]),
            ("media[0].kind", ["media": [["url": "https://example.com/1.jpg", "kind": "sound"]]]),
            ("media[0].size", ["media": [["url": "https://example.com/1.jpg", "kind": "image", "size": 1]]]),
            ("variants[0].options", ["variants": [["sku": "V"]]]),
            ("variants[0].sku", ["variants": [["sku": "a b", "options": [:]]]]),
            ("variants[0].sku", ["variants": [["sku": "shirt", "options": [:]]]]),
            ("variants[1].sku", ["variants": [variant, ["sku": "v", "options": ["size": "L"]]]]),
            ("variants[1].options", ["variants": [variant, ["sku": "W", "options": ["size": "M"]]]]),
            ("variants[1].options", ["variants": [variant, ["sku": "W", "options": ["colour": "red"]]]]),
            ("variants[0].options.size", ["variants": [["sku": "V", "options": ["size": ""]]]]),
            ("variants[0].barcode", ["variants": [["sku": "V", "options": [:], "barcode": "4006381333932"]]]),
            ("variants[0].barcode", ["variants": [["sku": "V", "options": [:], "barcode": "123456789"]]]),
            ("variants[0].media", ["variants": [["sku": "V", "options": [:], "media": [2]]]]),
            ("variants[0].media[1]", ["variants": [["sku": "V", "options": [:], "media": [1, 1]]]]),
            (
                "variants[0].price.currency",
                ["variants": [["sku": "V", "options": [:], "price": ["amount": 1, "currency": "USD"]]]]
            ),
            (
                "variants[0].price.amount",
                ["variants": [["sku": "V", "options": [:], "price": ["amount": -1, "currency": "EUR"]]]]
            ),
            ("variants", ["variants": .array((0..<101).map { ["sku": .string("V\($0)"), "options": [:]] })]),
            (
                "media",
                [
                    "media": .array(
                        (0..<20).map {
                            [
                                "url": .string("https://example.com/\($0)" + String(repeating: "x", count: 900)),
                                "kind": "image",
                            ]
                        })
                ]
            ),
        ] as [(String, JSONValue)])
    func invalid(field: String, changes: JSONValue) async throws {
        let created = try await door.send(.post, "/v1/products", Self.shirt(changes), role: "admin")
        #expect(created.status == 400 && Set(created.fields) == [field], "\(created)")
        let product = try await door.create(Self.shirt())
        let patched = try await door.send(.patch, "/v1/products/\(product.id)", changes.description, role: "admin")
        #expect(patched.status == 400 && Set(patched.fields) == [field], "\(patched)")
    }

    @Test(
        "Check digits are those of GS1",
        arguments: [
            ("96385074", true), ("036000291452", true), ("4006381333931", true), ("10614141000415", true),
            ("9780441478125", true), ("96385075", false), ("036000291453", false), ("10614141000416", false),
            ("4006381339331", false),
        ])
    func checkDigits(digits: String, isRight: Bool) {
        #expect(GTIN.hasRightCheckDigit(digits) == isRight)
    }

    @Test("An sku is given once among products and variants, and is free again when its holder lets go of it")
    func uniqueSKUs() async throws {
        let shirt = try await door.create(Self.shirt())
        for sku in ["shirt-m", "SHIRT-L", "shirt"] {
            let answer = try await door.send(.post, "/v1/products", CatalogDoor.body(sku: sku), role: "admin")
            #expect(answer.status == 409 && answer.code == "sku_taken", "\(answer)")
        }
        try await door.create(CatalogDoor.body(sku: "OTHER"))
        let path = "/v1/products/\(shirt.id)"
        let takes = #"{"variants":[{"sku":"other","options":{}}]}"#
        #expect(try await door.send(.patch, path, takes, role: "admin").status == 409)
        // A refused change leaves the numbers as they were.
        #expect(try door.service.store.unit("SHIRT-M")?.product == shirt.id)
        #expect(try await door.send(.patch, path, #"{"variants":[]}"#, role: "admin").status == 200)
        try await door.create(CatalogDoor.body(sku: "shirt-m"))
        #expect(try await door.send(.delete, path, role: "admin").status == 204)
        try await door.create(Self.shirt(["variants": nil]))
        // Two variants may change places.
        let pants = try await door.create(Self.shirt(sku: "PANTS"))
        let swap =
            #"{"variants":[{"sku":"PANTS-L","options":{"size":"M"}},{"sku":"PANTS","options":{"size":"L"}}],"sku":"PANTS-M"}"#
        #expect(try await door.send(.patch, "/v1/products/\(pants.id)", swap, role: "admin").status == 200)
    }

    @Test("What is sold is the variant where there are variants, else the product")
    func units() async throws {
        let shirt = try await door.create(Self.shirt())
        let store = door.service.store
        let medium = try #require(try store.unit("shirt-m"))
        #expect(medium.sku == "SHIRT-M" && medium.product == shirt.id && medium.title == "Shirt" && medium.isActive)
        #expect(medium.options == ["size": "M", "colour": "red"] && medium.basePrice == shirt.price)
        #expect(medium.category == "clothes/shirts" && medium.tags == ["summer", "new-in"])
        let large = try #require(try store.unit("SHIRT-L"))
        #expect(large.basePrice.amount == 2500 && !large.isActive)
        #expect(try store.unit("SHIRT") == nil)
        #expect(try store.unit("none") == nil)
        let path = "/v1/products/\(shirt.id)"
        _ = try await door.send(.patch, path, #"{"variants":null,"active":false}"#, role: "admin")
        let whole = try #require(try store.unit("shirt"))
        #expect(whole.options == nil && !whole.isActive && whole.basePrice == shirt.price)
        #expect(try store.unit("SHIRT-M") == nil)
    }

    @Test("A catalog from before there were variants keeps its products and their numbers")
    func migration() async throws {
        let directory = try TemporaryDirectory()
        let path = "\(directory.path)/\(CatalogStore.fileName)"
        let old = try Store.open(path: path, migrations: Array(CatalogSchema.migrations.prefix(2)))
        let id = Product.ID.make()
        try await old.write { db in
            try db.execute(
                sql: """
                    INSERT INTO product VALUES (7, ?, 'B-1', 'Dune', '', 'books', '{"pages":604}', 1999, 'EUR', 1, 5, 6, 3)
                    """, arguments: [id.description])
        }
        try await old.close()
        let door = try CatalogDoor(on: directory)
        let product: Product = try await door.send(.get, "/v1/products/\(id)").decode()
        #expect(product.sku == "B-1" && product.attributes == ["pages": 604] && product.version == 3)
        #expect(product.variants.isEmpty && product.tags.isEmpty)
        #expect(try door.service.store.unit("b-1")?.product == id)
        #expect(try await door.all("/v1/products").map(\.id) == [id])
        try await door.service.search.indexer.catchUp()
        #expect(try await door.send(.get, "/v1/products/search?q=dune").decode(ProductList.self).items.count == 1)
        #expect(try await door.send(.patch, "/v1/products/\(id)", #"{"title":"Arrakis"}"#, role: "admin").status == 200)
        try await door.service.search.indexer.catchUp()
        #expect(try await door.send(.get, "/v1/products/search?q=dune").decode(ProductList.self).items.isEmpty)
    }

    @Test("A sku is found by its key")
    func plan() async throws {
        let plan = try await door.service.store.store.read { db in
            try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN SELECT * FROM sellable WHERE sku = 'x'")
                .map { $0["detail"] as String }
        }
        #expect(plan.count == 2 && plan.allSatisfy { $0.hasPrefix("SEARCH") && $0.contains("PRIMARY KEY") }, "\(plan)")
    }
}
