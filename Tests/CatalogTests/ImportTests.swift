import CatalogAPI
import Foundation
import HTTPTypes
import MeshCore
import NIOCore
import Testing

@testable import Catalog

@Suite("Imports and exports")
struct ImportTests {
    private let door: CatalogDoor

    init() throws {
        door = try CatalogDoor()
    }

    private func send(
        _ body: String, to path: String = "/v1/products/import", as type: String = "application/x-ndjson",
        role: String? = "admin"
    ) async throws -> CatalogDoor.Answer {
        try await door.send(
            path.hasPrefix("/v1/imports") ? .put : .post, path, body, role: role, headers: ["content-type": type])
    }

    private func put(
        _ body: String, to path: String = "/v1/products/import", as type: String = "application/x-ndjson"
    )
        async throws -> ImportReport
    {
        let answer = try await send(body, to: path, as: type)
        try #require(answer.status == 200, "\(answer)")
        return try answer.decode()
    }

    /// What an import counted.
    private func counts(_ report: ImportReport) -> [Int64] {
        [report.rows, report.created, report.updated, report.unchanged, report.failed]
    }

    @Test("Rows become products, as if each had been created, and a row that is wrong stops no other")
    func rows() async throws {
        let rows = [
            CatalogDoor.body(sku: "A-1", title: "One", category: "books/new", attributes: ["pages": 1]),
            "{", CatalogDoor.body(sku: "A 2"), "",
            #"{"sku":"A-3","title":"Three","category":"books","price":{"amount":3,"currency":"EUR"},"tags":["x"],"#
                + #""variants":[{"sku":"A-3-S","options":{"size":"S"}},{"sku":"A-3-M","options":{"size":"M"}}]}"#,
            CatalogDoor.body(sku: "a-3-s"), CatalogDoor.body(sku: "A-4", active: false),
            #"{"sku":"A-5","title":"Five","category":"books","price":{"amount":3,"currency":"EUR"},"#
                + #""variants":[{"sku":"A-5-S","options":{"a":"1"}},{"sku":"A-4","options":{"a":"2"}}]}"#,
            CatalogDoor.body(sku: "A-4", title: "Four again", amount: 5), CatalogDoor.body(sku: "A-1"),
        ]
        let report = try await put(rows.joined(separator: "\n"))
        #expect(counts(report) == [9, 3, 2, 0, 4] && report.state == .completed)
        #expect(report.errors.map(\.line) == [2, 3, 6, 8] && report.errors.map(\.sku) == [nil, "A 2", "a-3-s", "A-5"])
        #expect(report.errors.map { $0.errors.first?.field } == ["", "sku", "sku", "sku"])
        #expect(try await door.all("/v1/products?active=true").map(\.sku) == ["A-4", "A-3", "A-1"])
        #expect(try await door.all("/v1/products?category=books").map(\.sku) == ["A-4", "A-3", "A-1"])
        #expect(try await door.all("/v1/products?maxPrice=5").map(\.title) == ["Three", "Four again"])
        #expect(try door.service.store.unit("a-3-m")?.title == "Three")
        #expect(try door.service.store.unit("A-5-S") == nil)
        let events = try await door.events()
        #expect(events.map(\.data.change) == [.created, .created, .created, .updated, .updated])
        let product = try #require(try await door.all("/v1/products?sku=A-1").first)
        #expect(product.version == 2)
        #expect(try await door.send(.get, "/v1/products/\(product.id)").decode(Product.self) == product)
        try await CategoryTests(door: door).verifyLists()
        let again = try await put(CatalogDoor.body(sku: "A-1"))
        #expect(counts(again) == [1, 0, 0, 1, 0] && again.id != report.id)
    }

    @Test("A file of CSV has a header, and columns for single attributes")
    func csv() async throws {
        let file = """
            sku,title,description,category,price.amount,price.currency,tags,attributes.pages,attributes.format,attributes,variants
            B-1,"The ""Left"" Hand, of Darkness","Two
            lines",books,1999,EUR,classic new-in,304,paperback,"{""signed"":false}",
            B-2,Dune,,books,x,EUR,,,,,
            B-3,Dune,,books,5
            B-4,Shirt,,clothes,5,EUR,,,,,"[{""sku"":""B-4-S"",""options"":{""size"":""S""}}]"
            B-5,Shirt,,clothes,5,EUR,,,,,[
            """
        let report = try await put(file.replacing("\n", with: "\r\n"), as: "text/csv; charset=utf-8")
        #expect(counts(report) == [5, 2, 0, 0, 3])
        #expect(report.errors.map(\.line) == [4, 5, 7])
        #expect(report.errors.map { $0.errors.map(\.field) } == [["price.amount"], [""], ["variants"]])
        let book = try #require(try await door.all("/v1/products?sku=B-1").first)
        #expect(book.title == "The \"Left\" Hand, of Darkness" && book.description == "Two\r\nlines")
        #expect(book.attributes == ["signed": false, "pages": 304, "format": "paperback"])
        #expect(book.tags == ["classic", "new-in"])
        let bad = try await send("sku,colour,sku\nA,b,c\n", as: "text/csv")
        #expect(bad.status == 400 && bad.fields == ["colour", "sku"])
    }

    @Test("What was exported imports as the same catalog, in both forms", arguments: RecordFormat.allCases)
    func roundTrip(format: RecordFormat) async throws {
        try await door.create(
            #"{"sku":"S","title":"Shirt, \"red\"","category":"clothes/shirts","tags":["a","b"],"#
                + #""media":[{"url":"https://example.com/1.jpg","kind":"image","alt":"x, y"}],"#
                + #""attributes":{"n":1.5,"t":"true","b":true,"number":"12"},"description":"Two\nlines","#
                + #""variants":[{"sku":"S-1","options":{"size":"M"},"price":{"amount":7,"currency":"EUR"},"media":[0]}],"#
                + #""price":{"amount":5,"currency":"EUR"}}"#)
        for number in 0..<30 {
            try await door.create(
                CatalogDoor.body(
                    sku: "B-\(number)", category: number % 2 == 0 ? "books" : "books/new", active: number % 3 > 0))
        }
        let path = "/v1/products/export?format=\(format.rawValue)"
        let export = try await door.send(.get, path, role: "admin")
        #expect(export.status == 200 && export.headers[.contentType] == format.mediaType)
        let text = String(decoding: export.body, as: UTF8.self)
        let same = try await put(text, as: format.mediaType)
        #expect(counts(same) == [31, 0, 0, 31, 0])
        let other = try CatalogDoor()
        let copied = try await ImportTests(door: other).put(text, as: format.mediaType)
        #expect(counts(copied) == [31, 31, 0, 0, 0])
        let drafts = try await door.all("/v1/products?limit=7").map { ProductDraft($0) }
        #expect(try await other.all("/v1/products?limit=7").map { ProductDraft($0) } == drafts)
        // A part, and the rest behind a product.
        let part = try await door.send(.get, "\(path)&category=books/new", role: "admin")
        #expect(part.body.split(separator: 0x0A).count == (format == .csv ? 16 : 15))
        let tenth = try await door.all("/v1/products").sorted { $0.id < $1.id }[9]
        let rest = try await door.send(.get, "\(path)&after=\(tenth.id)", role: "admin")
        #expect(rest.body.split(separator: 0x0A).count >= 21)
        #expect(try await door.send(.get, path).status == 401)
    }

    private init(door: CatalogDoor) {
        self.door = door
    }

    private struct Cut: Error {}

    @Test(
        "An upload that was cut goes on behind its last durable row, and does nothing twice",
        arguments: RecordFormat.allCases)
    func restart(format: RecordFormat) async throws {
        var lines = (0..<200).map { number in
            format == .csv
                ? "R-\(number),Title \(number),books,\(number),EUR"
                : CatalogDoor.body(sku: "R-\(number)", amount: Int64(number))
        }
        lines[150] = "x"
        if format == .csv { lines.insert("sku,title,category,price.amount,price.currency", at: 0) }
        let file = Array(lines.joined(separator: "\n").utf8)
        var importer = ProductImport(store: door.service.store, clock: door.clock)
        importer.chunkSize = 200
        let cut = importer
        for end in [file.count / 3, file.count / 2] {
            await #expect(throws: Cut.self) {
                _ = try await cut.run("full-1", .upsert, format, Self.parts(of: file, upTo: end, then: Cut()))
            }
            let report: ImportReport = try await door.send(.get, "/v1/imports/full-1", role: "admin").decode()
            #expect(report.state == .interrupted && report.bytes <= end && report.rows == report.created)
        }
        let other = [UInt8](repeating: 0x20, count: file.count)
        let mixed = try await send(
            String(decoding: other, as: UTF8.self), to: "/v1/imports/full-1", as: format.mediaType)
        #expect(mixed.status == 409 && mixed.code == "import_mismatch")
        let before: ImportReport = try await door.send(.get, "/v1/imports/full-1", role: "admin").decode()
        #expect(before.rows > 10)
        let whole = try await put(String(decoding: file, as: UTF8.self), to: "/v1/imports/full-1", as: format.mediaType)
        #expect(counts(whole) == [200, 199, 0, 0, 1] && whole.state == .completed && whole.bytes == file.count)
        #expect(whole.errors.map(\.line) == [format == .csv ? 152 : 151])
        // Once it is done, nothing is read any more.
        #expect(try await put("", to: "/v1/imports/full-1", as: format.mediaType) == whole)
        #expect(try await door.all("/v1/products").count == 199)
        try await CategoryTests(door: door).verifyLists()
    }

    private static func parts(
        of file: [UInt8], upTo end: Int, then error: Cut
    ) -> AsyncThrowingStream<ByteBuffer, any Error> {
        AsyncThrowingStream { continuation in
            for start in stride(from: 0, to: end, by: 700) {
                continuation.yield(ByteBuffer(bytes: file[start..<min(end, start + 700)]))
            }
            continuation.finish(throwing: error)
        }
    }

    @Test("Rows whose sku is there fail when only new ones are wanted; the failed ones are told, the first thousand")
    func failures() async throws {
        try await door.create(CatalogDoor.body(sku: "F-0"))
        let body = (0..<1100).map { CatalogDoor.body(sku: "F-\($0 % 2)", title: "T\($0)") }.joined(separator: "\n")
        let report = try await put(body, to: "/v1/imports/new-ones?mode=create")
        #expect(counts(report) == [1100, 1, 0, 0, 1099] && report.errors.count == 20)
        let answer = try await door.send(.get, "/v1/imports/new-ones/errors", role: "admin")
        let rows = try answer.body.split(separator: 0x0A).map { try JSONDecoder().decode(FailedRow.self, from: $0) }
        #expect(rows.count == 1000 && rows[0].sku == "F-0" && rows[0].errors.map(\.code) == ["sku_taken"])
        #expect(try await send(body, to: "/v1/imports/new-ones").code == "import_mismatch")
    }

    @Test("Skus that are taken among many new ones stop none of their neighbours, and rows of one sku keep their order")
    func clashes() async throws {
        let rules = #"{"attributes":[{"name":"pages","type":"number","required":true}]}"#
        #expect(try await door.send(.put, "/v1/categories/books", rules, role: "admin").status == 201)
        try await door.create(CatalogDoor.body(sku: "C-17", attributes: ["pages": 1]))
        var rows = (0..<100).map { CatalogDoor.body(sku: "C-\($0)", attributes: ["pages": .int(Int64($0))]) }
        rows[60] = CatalogDoor.body(sku: "C-59", attributes: ["pages": 60])
        rows[70] = CatalogDoor.body(sku: "c-71")
        let report = try await put(rows.joined(separator: "\n"))
        #expect(counts(report) == [100, 97, 2, 0, 1])
        #expect(report.errors.map(\.line) == [71] && report.errors[0].errors.map(\.field) == ["attributes.pages"])
        let products = try await door.all("/v1/products")
        #expect(products.count == 98)
        let pages = Dictionary(uniqueKeysWithValues: products.map { ($0.sku, $0.attributes["pages"]) })
        #expect(pages["C-17"] == .int(17) && pages["C-59"] == .int(60) && pages["C-71"] == .int(71))
        try await CategoryTests(door: door).verifyLists()
    }

    @Test("Attributes are held against the category's rules, row by row")
    func attributes() async throws {
        let rules = #"{"attributes":[{"name":"pages","type":"number","required":true}]}"#
        #expect(try await door.send(.put, "/v1/categories/books", rules, role: "admin").status == 201)
        let rows = [CatalogDoor.body(sku: "A"), CatalogDoor.body(sku: "B", attributes: ["pages": 3])]
        let report = try await put(rows.joined(separator: "\n"))
        #expect(counts(report) == [2, 1, 0, 0, 1] && report.errors[0].errors.map(\.field) == ["attributes.pages"])
    }

    @Test("Only admins import, what is no such file is refused, and nothing is found under names that were not given")
    func refusals() async throws {
        #expect(try await send("{}", role: nil).status == 401)
        #expect(try await send("{}", role: "user").status == 403)
        #expect(try await send("{}", as: "application/json").status == 415)
        #expect(try await send("{}", to: "/v1/imports/a%20b").fields == ["id"])
        #expect(try await door.send(.get, "/v1/imports/none", role: "admin").status == 404)
        #expect(try await door.send(.get, "/v1/imports/none/errors", role: "admin").status == 404)
        #expect(try await send("{}", to: "/v1/imports/x?mode=replace").fields == ["mode"])
        #expect(counts(try await put("")) == [0, 0, 0, 0, 0])
    }
}
