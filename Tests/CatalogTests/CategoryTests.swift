import CatalogAPI
import GRDB
import HTTPTypes
import MeshCore
import MeshStore
import MeshTestKit
import Testing

@testable import Catalog

@Suite("Categories")
struct CategoryTests {
    private let door: CatalogDoor

    init() throws {
        door = try CatalogDoor()
    }

    private func tree(_ query: String = "") async throws -> [CategoryNode] {
        let answer = try await door.send(.get, "/v1/categories\(query)")
        try #require(answer.status == 200, "\(answer)")
        return try answer.decode(CategoryTree.self).items
    }

    /// Every category's numbers of products, by path.
    private func counts(_ nodes: [CategoryNode]) -> [String: [Int64]] {
        nodes.reduce(into: [:]) { counts, node in
            counts[node.path] = [node.products, node.activeProducts]
            counts.merge(self.counts(node.children)) { $1 }
        }
    }

    @Test("A path that a product names comes into being with all above it, and counts what is in it and below")
    func growth() async throws {
        let novel = try await door.create(CatalogDoor.body(sku: "A", category: "books/science-fiction/new"))
        try await door.create(CatalogDoor.body(sku: "B", category: "books", active: false))
        try await door.create(CatalogDoor.body(sku: "C", category: "games"))
        let tree = try await tree()
        #expect(tree.map(\.path) == ["books", "games"])
        #expect(tree[0].title == "Books" && tree[0].children.map(\.title) == ["Science fiction"])
        let all = counts(tree)
        #expect(all["books"] == [2, 1] && all["books/science-fiction"] == [1, 1] && all["games"] == [1, 1])
        #expect(all["books/science-fiction/new"] == [1, 1])
        #expect(try await self.tree("?below=books").map(\.path) == ["books/science-fiction"])
        #expect(try await door.send(.get, "/v1/categories?below=none").status == 404)
        let path = "/v1/products/\(novel.id)"
        #expect(try await door.send(.patch, path, #"{"category":"games","active":false}"#, role: "admin").status == 200)
        let moved = counts(try await self.tree())
        #expect(moved["books"] == [1, 0] && moved["books/science-fiction/new"] == [0, 0] && moved["games"] == [2, 1])
        #expect(try await door.send(.delete, path, role: "admin").status == 204)
        #expect(counts(try await self.tree())["games"] == [1, 1])
    }

    @Test("A category is made, read, replaced, changed and removed, each under its version")
    func life() async throws {
        let path = "/v1/categories/books%2Fnovels"
        let body = #"{"title":"Novels & more","position":3,"attributes":[{"name":"pages","type":"number"}]}"#
        let made = try await door.send(.put, path, body, role: "admin")
        #expect(made.status == 201 && made.headers[.location] == path)
        let category: CatalogAPI.Category = try made.decode()
        #expect(category.path == "books/novels" && category.title == "Novels & more" && category.position == 3)
        let read = try await door.send(.get, path)
        #expect(read.body == made.body && read.headers[.eTag] == made.headers[.eTag])
        let tag = try #require(read.headers[.eTag])
        #expect(try await door.send(.get, path, headers: ["if-none-match": tag]).status == 304)
        let patched = try await door.send(
            .patch, path, #"{"title":null,"attributes":null}"#, role: "admin", headers: ["if-match": tag])
        let plain: CatalogAPI.Category = try patched.decode()
        #expect(plain.title == "Novels" && plain.attributes.isEmpty && plain.position == 3)
        #expect(try await door.send(.put, path, "{}", role: "admin", headers: ["if-match": tag]).status == 412)
        #expect(try await door.send(.put, path, "{}", role: "admin").status == 200)
        #expect(try await door.send(.delete, "/v1/categories/books", role: "admin").code == "category_in_use")
        #expect(try await door.send(.delete, path, role: "admin").status == 204)
        #expect(try await door.send(.get, path).status == 404)
        #expect(try await door.send(.delete, path, role: "admin").status == 404)
        try await door.create(CatalogDoor.body(sku: "A", category: "books"))
        #expect(try await door.send(.delete, "/v1/categories/books", role: "admin").code == "category_in_use")
        #expect(try await door.send(.put, path, "{}").status == 401)
    }

    @Test(
        "What is no category is refused, and named",
        arguments: [
            ("Books", "{}", "path"), ("a%2F", "{}", "path"), ("a%20b", "{}", "path"), ("a", #"{"title":""}"#, "title"),
            ("a", #"{"path":"b"}"#, "path"), ("a", #"{"position":-1}"#, "position"),
            ("a", #"{"attributes":[{"name":"x"}]}"#, "attributes[0].type"),
            ("a", #"{"attributes":[{"name":"x","type":"date"}]}"#, "attributes[0].type"),
            ("a", #"{"attributes":[{"name":"x","type":"choice"}]}"#, "attributes[0].choices"),
            ("a", #"{"attributes":[{"name":"x","type":"text","choices":["a"]}]}"#, "attributes[0].choices"),
            (
                "a", #"{"attributes":[{"name":"x","type":"text"},{"name":"x","type":"number"}]}"#,
                "attributes[1].name"
            ),
        ])
    func invalid(path: String, body: String, field: String) async throws {
        let answer = try await door.send(.put, "/v1/categories/\(path)", body, role: "admin")
        #expect(answer.status == 400 && Set(answer.fields) == [field], "\(answer)")
    }

    @Test("What a category says of attributes holds for its products and all below, the nearest word last")
    func attributes() async throws {
        let shoes = #"""
            {"attributes":[{"name":"size","type":"number","unit":"EU","required":true},
            {"name":"colour","type":"choice","choices":["red","blue"],"facet":true},{"name":"vegan","type":"boolean"}]}
            """#
        #expect(try await door.send(.put, "/v1/categories/shoes", shoes, role: "admin").status == 201)
        let boots = #"{"attributes":[{"name":"size","type":"text"},{"name":"shaft","type":"number"}]}"#
        let made = try await door.send(.put, "/v1/categories/shoes%2Fboots", boots, role: "admin")
        #expect(try made.decode(CatalogAPI.Category.self).inherited.map(\.name) == ["colour", "vegan"])
        let cases: [(String, JSONValue, [String])] = [
            ("shoes", [:], ["attributes.size"]), ("shoes", ["size": "42"], ["attributes.size"]),
            ("shoes", ["size": 42, "colour": "green"], ["attributes.colour"]),
            ("shoes", ["size": 42, "vegan": "yes", "colour": 3], ["attributes.colour", "attributes.vegan"]),
            ("shoes", ["size": 42.5, "colour": "red", "vegan": true, "more": "x"], []),
            ("shoes/boots", ["size": "XL"], []), ("shoes/boots/winter", ["shaft": "high"], ["attributes.shaft"]),
            ("shoestrings", [:], []),
        ]
        for (place, (category, attributes, fields)) in cases.enumerated() {
            let body = CatalogDoor.body(sku: "S-\(place)", category: category, attributes: attributes)
            let answer = try await door.send(.post, "/v1/products", body, role: "admin")
            #expect(answer.status == (fields.isEmpty ? 201 : 400) && answer.fields == fields, "\(answer)")
        }
        // What was right when it was written may be changed elsewhere; its attributes are held against the new rules.
        let path = try #require(try await door.all("/v1/products?sku=S-4").first.map { "/v1/products/\($0.id)" })
        let stricter = #"{"attributes":[{"name":"more","type":"number"}]}"#
        #expect(try await door.send(.patch, "/v1/categories/shoes", stricter, role: "admin").status == 200)
        #expect(try await door.send(.patch, path, #"{"title":"New"}"#, role: "admin").status == 200)
        let change = try await door.send(.patch, path, #"{"attributes":{"vegan":false}}"#, role: "admin")
        #expect(change.fields == ["attributes.more"])
    }

    @Test("A list of a category is that of all below it, in every order, page by page, while others come and go")
    func subtrees() async throws {
        var random = SplitMix64(seed: 11)
        let paths = ["books", "books/new", "books/new/rare", "bookshelves", "games"]
        var kept: [Product] = []
        for number in 0..<40 {
            door.clock.advance(by: .seconds(1))
            let product = try await door.create(
                CatalogDoor.body(
                    sku: "S-\(number)", category: paths[number % 5], amount: Int64.random(in: 0...5, using: &random),
                    active: number % 3 > 0))
            kept.append(product)
        }
        let below = kept.filter { $0.category == "books" || $0.category.hasPrefix("books/") }
        for (query, order) in [
            ("", { (left: Product, right: Product) in left.id > right.id }),
            ("&currency=EUR", { ($0.price.amount, $0.id) < ($1.price.amount, $1.id) }),
            ("&updatedSince=2000-01-01T00:00:00Z", { ($0.updatedAt, $0.id) < ($1.updatedAt, $1.id) }),
        ] {
            for active in ["", "&active=true", "&active=false"] {
                let expected = below.filter { active.isEmpty || $0.active == active.hasSuffix("true") }.sorted(
                    by: order)
                var found: [String] = []
                var path: String? = "/v1/products?category=books&limit=3\(query)\(active)"
                while let next = path {
                    let page: ProductList = try await door.send(.get, next).decode()
                    found += page.items.map(\.sku)
                    path = page.nextCursor.map { "/v1/products?category=books&limit=3\(query)\(active)&cursor=\($0)" }
                    // Another comes, and goes again behind the next page.
                    let guest = try await door.create(CatalogDoor.body(sku: "GUEST", category: "games"))
                    #expect(try await door.send(.delete, "/v1/products/\(guest.id)", role: "admin").status == 204)
                }
                #expect(found == expected.map(\.sku), "\(query)\(active)")
            }
        }
        #expect(try await door.all("/v1/products?category=none").isEmpty)
        #expect(try await door.all("/v1/products?category=books&sku=s-1").count == 1)
        #expect(try await door.all("/v1/products?category=games&sku=s-1").isEmpty)
        try await verifyLists()
    }

    /// Holds the lists and the counts against the products themselves.
    func verifyLists() async throws {
        try await door.service.store.store.read { db in
            let rows = try Row.fetchAll(db, sql: "SELECT \(ProductRow.columns) FROM product").map { try ProductRow($0) }
            var newest = 0
            for row in rows {
                let depth = CategoryPath(text: row.product.category).levels.count + 1
                newest += depth
                for table in ["newest", "price", "updated"] {
                    let sql = "SELECT count(*) FROM list_\(table) WHERE product = ?"
                    #expect(try Int.fetchOne(db, sql: sql, arguments: [row.number]) == depth)
                }
            }
            for table in ["newest", "price", "updated"] {
                #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM list_\(table)") == newest)
            }
            #expect(
                try Int.fetchOne(db, sql: "SELECT products FROM category_count WHERE category = 0") == rows.count)
            #expect(try Int.fetchOne(db, sql: "SELECT sum(products) FROM category_count") == newest)
        }
    }

    @Test("A catalog from before there was a tree finds its products in it")
    func migration() async throws {
        let directory = try TemporaryDirectory()
        let path = "\(directory.path)/\(CatalogStore.fileName)"
        let old = try Store.open(path: path, migrations: Array(CatalogSchema.migrations.prefix(2)))
        try await old.write { db in
            for (number, category) in ["books/science-fiction", "books", "games", "books/science-fiction"].enumerated()
            {
                try db.execute(
                    sql: "INSERT INTO product VALUES (?, ?, ?, 'Dune', '', ?, '{}', ?, 'EUR', ?, 5, 6, 3)",
                    arguments: [
                        number + 1, Product.ID.make().description, "B-\(number)", category, number, number != 3,
                    ])
            }
        }
        try await old.close()
        let door = try CatalogDoor(on: directory)
        let test = CategoryTests(door: door)
        try await test.verifyLists()
        let tree = try await test.tree()
        #expect(test.counts(tree) == ["books": [3, 2], "books/science-fiction": [2, 1], "games": [1, 1]])
        #expect(tree[0].children[0].title == "Science fiction")
        #expect(try await door.all("/v1/products?category=books&maxPrice=1").map(\.sku) == ["B-0", "B-1"])
    }

    init(door: CatalogDoor) {
        self.door = door
    }
}
