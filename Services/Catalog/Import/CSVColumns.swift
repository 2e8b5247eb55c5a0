import CatalogAPI
import MeshCore

/// The columns of a CSV file of products: one for each member, lists and objects as JSON, tags as words, and
/// `attributes.NAME` for single attributes.
struct CSVColumns: Equatable, Sendable {
    /// Those of an export.
    static let exported = CSVColumns(names: [
        "id", "sku", "title", "description", "category", "tags", "price.amount", "price.currency", "active",
        "attributes", "media", "variants",
    ])

    let names: [String]

    private init(names: [String]) {
        self.names = names
    }

    /// Reads a header.
    ///
    /// - Throws: ``CatalogError/invalid(_:)`` that names every column that is not known or there twice.
    init(header: [String]) throws(CatalogError) {
        var errors: [FieldError] = []
        var seen: Set<String> = []
        for name in header {
            let isKnown = Self.exported.names.contains(name) || name.hasPrefix("attributes.") && name.count > 11
            if !isKnown {
                errors.append(FieldError(field: name, code: "unknown_field", message: "is no column of products"))
            } else if !seen.insert(name).inserted {
                errors.append(FieldError(field: name, code: "duplicate", message: "must be there once only"))
            }
        }
        guard errors.isEmpty else { throw .invalid(errors) }
        names = header
    }

    /// The document of a record; an empty field is one that is absent.
    ///
    /// - Throws: ``CatalogError/invalid(_:)`` that names every field that cannot be read.
    func document(_ fields: [String]) throws(CatalogError) -> JSONValue {
        guard fields.count == names.count else {
            throw .invalid([
                FieldError(
                    field: "", code: "wrong_count", message: "has \(fields.count) fields, and the header \(names.count)"
                )
            ])
        }
        var document = JSONObject()
        var (price, attributes) = (JSONObject(), JSONObject())
        var errors: [FieldError] = []
        for (name, text) in zip(names, fields) where !text.isEmpty {
            switch name {
            case "id": break
            case "tags": document[name] = .array(text.split(separator: " ").map { .string(String($0)) })
            case "price.amount": price["amount"] = Self.value(of: text)
            case "price.currency": price["currency"] = .string(text)
            case "active": document[name] = Self.value(of: text)
            case "attributes", "media", "variants":
                // What does not parse is told by the field's name.
                guard let value = try? JSONValue(parsing: text) else {
                    errors.append(FieldError(field: name, code: "malformed_json", message: "must be JSON"))
                    continue
                }
                if name == "attributes", case .object(let object) = value {
                    for (name, value) in object { attributes[name] = value }
                } else {
                    document[name] = value
                }
            case _ where name.hasPrefix("attributes."):
                attributes[String(name.dropFirst("attributes.".count))] = Self.value(of: text)
            default: document[name] = .string(text)
            }
        }
        guard errors.isEmpty else { throw .invalid(errors) }
        if !price.isEmpty { document["price"] = .object(price) }
        if document["attributes"] == nil { document["attributes"] = .object(attributes) }
        return .object(document)
    }

    /// A number or a truth value where the text is one, else the text.
    private static func value(of text: String) -> JSONValue {
        // What is no JSON by itself is a text.
        switch try? JSONValue(parsing: text) {
        case .bool(let flag)?: .bool(flag)
        case .int(let number)?: .int(number)
        case .double(let number)?: .double(number)
        case .null?, .string?, .array?, .object?, nil: .string(text)
        }
    }

    /// The header's record.
    var header: String { names.joined(separator: ",") + "\r\n" }

    /// A product's record in the columns of an export.
    static func record(of product: Product) -> String {
        let fields = [
            product.id.description, product.sku, product.title, product.description, product.category,
            product.tags.joined(separator: " "), String(product.price.amount), product.price.currency.description,
            product.active ? "true" : "false", JSONValue.object(product.attributes).description,
            JSONValue.array(product.media.map(\.json)).description,
            JSONValue.array(product.variants.map(\.json)).description,
        ]
        return fields.map(quoted).joined(separator: ",") + "\r\n"
    }

    private static func quoted(_ field: String) -> String {
        guard field.utf8.contains(where: { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }) else {
            return field
        }
        return "\"" + field.replacing("\"", with: "\"\"") + "\""
    }
}
