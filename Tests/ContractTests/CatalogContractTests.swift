import CatalogAPI
import Foundation
import MeshCore
import MeshTestKit
import Testing

@Suite("The messages of the catalog on the wire")
struct CatalogContractTests {
    /// One of each message, with every member.
    static let messages: [(name: String, message: any Codable & Sendable & Described)] = {
        let moment = Timestamp(milliseconds: 1_795_222_923_004)
        let product = Product(
            id: Product.ID(UUIDv7(milliseconds: 1_795_222_923_004, randomA: 1, randomB: 2)), sku: "BOOK-0042",
            title: "The Left Hand of Darkness", description: "A novel.\nOf winter.", category: "books/science-fiction",
            attributes: ["pages": 304, "format": "paperback", "signed": false, "weight": 0.25],
            price: Money(amount: 1999, currency: .eur), active: true, createdAt: moment,
            updatedAt: moment + .seconds(60), version: 2)
        return [
            ("Product", product),
            (
                "CreateProduct",
                CreateProduct(
                    sku: product.sku, title: product.title, description: product.description,
                    category: product.category, attributes: .object(product.attributes), price: product.price,
                    active: true)
            ),
            (
                "ProductPatch",
                ProductPatch([
                    "title": "Winter", "description": nil, "attributes": ["signed": nil, "pages": 305],
                    "price": ["amount": 1500],
                ])
            ),
            ("ProductList", ProductList(items: [product], nextCursor: "AAECAwQ")),
            (
                "ProductChanged",
                ProductChanged(id: "\(product.id)-2", change: .updated, product: product, time: moment)
            ),
        ]
    }()

    @Test("is what was agreed", arguments: messages.indices)
    func golden(_ place: Int) throws {
        let (name, message) = Self.messages[place]
        #expect(try GoldenFile("catalog/\(name)").difference(from: message) == nil)
    }

    @Test("fits its own schema, and is read back", arguments: messages.indices)
    func schema(_ place: Int) throws {
        let (name, message) = Self.messages[place]
        let errors = type(of: message).schema.validate(try Self.json(message))
        #expect(errors.isEmpty, "\(name): \(errors)")
        #expect(try Self.json(Self.reread(message)) == Self.json(message))
    }

    private static func json(_ message: some Encodable) throws -> JSONValue {
        try JSONValue(parsing: try JSONEncoder().encode(message))
    }

    private static func reread<Message: Codable>(_ message: Message) throws -> Message {
        try JSONDecoder().decode(Message.self, from: try JSONEncoder().encode(message))
    }
}
