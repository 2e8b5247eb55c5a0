import CatalogAPI
import MeshCore

// Rules that a schema cannot tell.
extension ProductDraft {
    /// The most bytes that parts of a product take as JSON: a page of a hundred products stays within megabytes.
    private static let byteLimits = [("attributes", 16 << 10), ("media", 16 << 10), ("variants", 32 << 10)]

    /// What is wrong with the size of a document's parts.
    static func sizeErrors(_ document: JSONValue) -> [FieldError] {
        byteLimits.compactMap { name, limit in
            // An empty part is of two bytes; most are short, and few documents are near a limit.
            guard let part = document[name], part.utf8.count > limit else { return nil }
            return FieldError(
                field: name, code: "too_large", message: "must take at most \(limit) bytes as JSON, all together")
        }
    }

    /// What is wrong with variants that fit their schema, in their order.
    var variantErrors: [FieldError] {
        guard !variants.isEmpty else { return [] }
        var errors: [FieldError] = []
        var skus: Set<String> = [sku.lowercased()]
        var forms: Set<JSONObject> = []
        for (position, variant) in variants.enumerated() {
            let field = "variants[\(position)]"
            if !skus.insert(variant.sku.lowercased()).inserted {
                errors.append(.duplicate("\(field).sku", "must be of this variant alone"))
            }
            errors += formErrors(of: variant, at: field, among: &forms)
            if let barcode = variant.barcode, !GTIN.hasRightCheckDigit(barcode) {
                errors.append(
                    FieldError(
                        field: "\(field).barcode", code: "wrong_check_digit", message: "must end in its check digit"))
            }
            if let price = variant.price, price.currency != self.price.currency {
                errors.append(
                    FieldError(
                        field: "\(field).price.currency", code: "other_currency",
                        message: "must be \(self.price.currency), as the product's"))
            }
            if variant.media.contains(where: { $0 >= media.count }) {
                errors.append(
                    FieldError(
                        field: "\(field).media", code: "no_such_media",
                        message: "must name positions in the product's media"))
            }
        }
        return errors
    }

    private func formErrors(
        of variant: ProductVariant, at field: String, among forms: inout Set<JSONObject>
    ) -> [FieldError] {
        let names = variants.first?.options.names ?? []
        guard Set(variant.options.names) == Set(names) else {
            return [
                FieldError(
                    field: "\(field).options", code: "other_options",
                    message: "must name the options of the first variant: \(names.joined(separator: ", "))")
            ]
        }
        guard forms.insert(variant.options).inserted else {
            return [.duplicate("\(field).options", "must differ from those of every other variant")]
        }
        return []
    }
}

extension FieldError {
    fileprivate static func duplicate(_ field: String, _ message: String) -> FieldError {
        FieldError(field: field, code: "duplicate", message: message)
    }
}
