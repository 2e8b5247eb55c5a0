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
            tags: ["classic", "new-in"],
            media: [
                ProductMedia(url: "https://media.example.com/left-hand.jpg", kind: .image, alt: "The cover"),
                ProductMedia(url: "https://media.example.com/left-hand.pdf", kind: .document),
            ],
            variants: [
                ProductVariant(
                    sku: "BOOK-0042-P", options: ["binding": "paperback", "language": "English"],
                    barcode: "9780441478125", media: [0]),
                ProductVariant(
                    sku: "BOOK-0042-H", options: ["binding": "hardcover", "language": "English"],
                    price: Money(amount: 2999, currency: .eur), active: false),
            ],
            price: Money(amount: 1999, currency: .eur), active: true, createdAt: moment,
            updatedAt: moment + .seconds(60), version: 2)
        return stock(at: moment) + [
            AgreedMessage("Product", product),
            AgreedMessage(
                "CreateProduct",
                CreateProduct(
                    sku: product.sku, title: product.title, description: product.description,
                    category: product.category, attributes: .object(product.attributes), tags: product.tags,
                    media: product.media, variants: product.variants, price: product.price, active: true)
            ),
            AgreedMessage(
                "ProductPatch",
                ProductPatch([
                    "title": "Winter", "description": nil, "attributes": ["signed": nil, "pages": 305],
                    "tags": ["classic"], "media": nil, "price": ["amount": 1500],
                ])
            ),
            AgreedMessage(
                "Category",
                Category(
                    path: "books/science-fiction", title: "Science fiction", position: 3,
                    attributes: [
                        AttributeDefinition(
                            name: "era", type: .choice, choices: ["golden age", "new wave"], facet: true)
                    ],
                    inherited: [
                        AttributeDefinition(name: "pages", type: .number, unit: "pages", required: true)
                    ])),
            AgreedMessage(
                "PutCategory",
                PutCategory(
                    title: "Books", position: 1,
                    attributes: [AttributeDefinition(name: "author", type: .text, searchable: true)])),
            AgreedMessage("CategoryPatch", CategoryPatch(["title": nil, "position": 2])),
            AgreedMessage(
                "CategoryTree",
                CategoryTree(items: [
                    CategoryNode(
                        path: "books", title: "Books", products: 3, activeProducts: 2,
                        children: [
                            CategoryNode(
                                path: "books/new", title: "New", products: 1, activeProducts: 1, children: [])
                        ])
                ])),
            AgreedMessage(
                "ImportReport",
                ImportReport(
                    id: "full-1", state: .completed, mode: .upsert, bytes: 812, rows: 4, created: 1, updated: 1,
                    unchanged: 1, failed: 1,
                    errors: [
                        FailedRow(
                            line: 3, sku: "A 1",
                            errors: [FieldError(field: "sku", code: "pattern", message: "must match …")])
                    ], startedAt: moment, updatedAt: moment + .seconds(1))),
            AgreedMessage("ProductList", ProductList(items: [product], nextCursor: "AAECAwQ")),
            AgreedMessage(
                "ProductChanged",
                ProductChanged(id: "\(product.id)-2", change: .updated, product: product, time: moment)
            ),
        ]
    }()

    private static func stock(at moment: Timestamp) -> [AgreedMessage] {
        let level = StockLevel(sku: "BOOK-0042", onHand: 12, reserved: 3, version: 7, updatedAt: moment)
        let movement = StockMovement(
            id: StockMovement.ID(UUIDv7(milliseconds: moment.milliseconds, randomA: 1, randomB: 2)), sku: "BOOK-0042",
            quantity: -3, reason: .sold, reference: "ord_1", onHand: 9, at: moment)
        let watch = StockWatch(
            id: StockWatch.ID(UUIDv7(milliseconds: moment.milliseconds, randomA: 1, randomB: 2)), sku: "BOOK-0042",
            createdAt: moment)
        let line = ReservationLine(sku: "BOOK-0042", quantity: 3)
        let reservation = Reservation(
            id: Reservation.ID(UUIDv7(milliseconds: moment.milliseconds, randomA: 1, randomB: 2)), state: .held,
            reference: "ord_1", lines: [line], expiresAt: moment + .seconds(900), createdAt: moment, updatedAt: moment)
        return [
            AgreedMessage("StockLevel", level),
            AgreedMessage("StockWatchList", StockWatchList(items: [watch])),
            AgreedMessage(
                "BackInStockList",
                BackInStockList(items: [
                    BackInStock(
                        watch: watch.id, account: "acc_1", sku: watch.sku, title: "The Left Hand of Darkness",
                        price: Money(amount: 1999, currency: .eur), available: 3)
                ])),
            AgreedMessage("StockLevelList", StockLevelList(items: [level], nextCursor: "AAECAwQ")),
            AgreedMessage("StockMovement", movement),
            AgreedMessage("StockMovementList", StockMovementList(items: [movement], nextCursor: "AAECAwQ")),
            AgreedMessage(
                "RecordStockMovement", RecordStockMovement(quantity: 2, reason: .soldElsewhere, reference: "fair")),
            AgreedMessage("CountStock", CountStock(onHand: 11)),
            AgreedMessage("ReserveStock", ReserveStock(reference: "ord_1", lines: [line, line], expiresIn: 60)),
            AgreedMessage("Reservation", reservation),
            AgreedMessage("ReservationList", ReservationList(items: [reservation], nextCursor: "AAECAwQ")),
            AgreedMessage(
                "StockInvariants",
                StockInvariants(
                    skus: 1, onHand: 12, movements: 12, reserved: 3, reservations: 2, available: 9, violationCount: 1,
                    violations: [StockViolation(sku: "BOOK-0042", rule: .reserved, expected: 2, actual: 3)], at: moment)
            ),
            AgreedMessage(
                "ProductAvailability",
                ProductAvailability(
                    productId: Product.ID(UUIDv7(milliseconds: moment.milliseconds, randomA: 1, randomB: 2)),
                    items: [ProductAvailability.Item(sku: "BOOK-0042", available: 9)])),
            AgreedMessage(
                "StockChanged", StockChanged(level, cause: .reserved, reference: "ord_1", time: moment)),
        ]
    }

    @Test("A shortage is read as it is told, and no other error is taken for one")
    func shortages() {
        let shortage = StockShortage(sku: "BOOK-0042", wanted: 3, available: 1)
        #expect(StockShortage(shortage.fieldError) == shortage)
        #expect(StockShortage(FieldError(field: "sku", code: "too_long", message: "3 wanted, 1 available")) == nil)
        #expect(StockShortage(FieldError(field: "sku", code: StockShortage.code, message: "none")) == nil)
    }

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
