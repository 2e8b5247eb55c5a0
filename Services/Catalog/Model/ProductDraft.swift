import CatalogAPI
import Foundation
import MeshCore

/// What an editor decides about a product: everything but its id, its times and its version.
///
/// Texts are kept in Unicode's composed form (NFC), so that what looks alike is alike.
struct ProductDraft: Equatable, Sendable {
    var sku: String
    var title: String
    var description: String
    var category: String
    var attributes: JSONObject
    var tags: [String]
    var media: [ProductMedia]
    var variants: [ProductVariant]
    var price: Money
    var active: Bool

    /// Reads a document that may come from outside.
    ///
    /// - Parameter document: As ``CreateProduct`` describes it.
    /// - Throws: ``CatalogError/invalid(_:)`` with every member that breaks a rule.
    init(document: JSONValue) throws(CatalogError) {
        let document = Self.composed(document)
        let errors = CreateProduct.schema.validate(document) + Self.sizeErrors(document)
        guard errors.isEmpty else { throw .invalid(errors) }
        guard let sku = document["sku"]?.stringValue, let title = document["title"]?.stringValue,
            let category = document["category"]?.stringValue, let amount = document["price"]?["amount"]?.intValue,
            let currency = document["price"]?["currency"]?.stringValue.flatMap({ Currency($0) })
        else { preconditionFailure("A document passed the schema of CreateProduct without its required members") }
        self.sku = sku
        self.title = title
        self.category = category
        description = document["description"]?.stringValue ?? ""
        attributes = document["attributes"]?.objectValue ?? [:]
        tags = document["tags"]?.arrayValue?.compactMap(\.stringValue) ?? []
        media = document["media"]?.arrayValue?.compactMap { ProductMedia($0) } ?? []
        variants = document["variants"]?.arrayValue?.compactMap { ProductVariant($0) } ?? []
        price = Money(amount: amount, currency: currency)
        active = document["active"]?.boolValue ?? true
        let faults = variantErrors
        guard faults.isEmpty else { throw .invalid(faults) }
    }

    /// What an editor had decided about a product.
    init(_ product: Product) {
        sku = product.sku
        title = product.title
        description = product.description
        category = product.category
        attributes = product.attributes
        tags = product.tags
        media = product.media
        variants = product.variants
        price = product.price
        active = product.active
    }

    /// The draft after a merge patch (RFC 7396).
    ///
    /// - Throws: ``CatalogError/invalid(_:)`` when the result breaks a rule.
    func merging(_ patch: JSONValue) throws(CatalogError) -> ProductDraft {
        try ProductDraft(document: document.merging(patch: patch))
    }

    private var document: JSONValue {
        [
            "sku": .string(sku), "title": .string(title), "description": .string(description),
            "category": .string(category), "attributes": .object(attributes),
            "tags": .array(tags.map { .string($0) }), "media": .array(media.map(\.json)),
            "variants": .array(variants.map(\.json)), "price": price.json, "active": .bool(active),
        ]
    }

    /// The product that it is.
    func product(id: Product.ID, createdAt: Timestamp, updatedAt: Timestamp, version: Int64) -> Product {
        Product(
            id: id, sku: sku, title: title, description: description, category: category, attributes: attributes,
            tags: tags, media: media, variants: variants, price: price, active: active, createdAt: createdAt,
            updatedAt: updatedAt, version: version)
    }
}

// MARK: - Unicode

extension ProductDraft {
    /// All texts of a document in their composed form, names included.
    private static func composed(_ value: JSONValue) -> JSONValue {
        switch value {
        case .string(let text): .string(composed(text))
        case .array(let elements): .array(elements.map(composed))
        case .object(let object): .object(JSONObject(object.map { (composed($0.name), composed($0.value)) }))
        case .null, .bool, .int, .double: value
        }
    }

    private static func composed(_ text: String) -> String {
        text.utf8.allSatisfy { $0 < 0x80 } ? text : text.precomposedStringWithCanonicalMapping
    }
}
