import CatalogAPI
import Foundation
import MeshCore
import MeshTestKit
import Testing

@Suite("The messages of the catalog on the wire")
struct CatalogContractTests {
    /// One of each message, with every member.
    static let messages: [AgreedMessage] = {
        let moment = Timestamp(milliseconds: 1_795_222_923_004)
        let product = Product(
            id: Product.ID(UUIDv7(milliseconds: 1_795_222_923_004, randomA: 1, randomB: 2)), sku: "BOOK-0042",
            title: "The Left Hand of Darkness", description: "A novel.\nOf winter.", category: "books/science-fiction",
            attributes: ["pages": 304, "format": "paperback", "signed": false, "weight": 0.25],
            price: Money(amount: 1999, currency: .eur), active: true, createdAt: moment,
            updatedAt: moment + .seconds(60), version: 2)
        return [
            AgreedMessage("Product", product),
            AgreedMessage(
                "CreateProduct",
                CreateProduct(
                    sku: product.sku, title: product.title, description: product.description,
                    category: product.category, attributes: .object(product.attributes), price: product.price,
                    active: true)
            ),
            AgreedMessage(
                "ProductPatch",
                ProductPatch([
                    "title": "Winter", "description": nil, "attributes": ["signed": nil, "pages": 305],
                    "price": ["amount": 1500],
                ])
            ),
            AgreedMessage("ProductList", ProductList(items: [product], nextCursor: "AAECAwQ")),
            AgreedMessage(
                "ProductChanged",
                ProductChanged(id: "\(product.id)-2", change: .updated, product: product, time: moment)
            ),
        ]
    }()

    @Test("is what was agreed", arguments: messages)
    func golden(_ agreed: AgreedMessage) throws {
        #expect(try agreed.difference(in: "catalog") == nil)
    }

    @Test("fits its own schema, and is read back", arguments: messages)
    func schema(_ agreed: AgreedMessage) throws {
        #expect(try agreed.schemaErrors().isEmpty)
        #expect(try agreed.isReadBack())
    }
}
