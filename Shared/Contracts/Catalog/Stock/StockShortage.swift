package import MeshCore

/// An SKU of which there is too little. In a problem `insufficient_stock` each is one of `errors`: the SKU as `field`, the
/// numbers in the words of `message`, which are agreed.
package struct StockShortage: Sendable, Hashable {
    /// The code of the problem and of each of its errors.
    package static let code = "insufficient_stock"

    package var sku: String
    /// Units that were asked for, all lines together.
    package var wanted: Int64
    /// Units that could be had.
    package var available: Int64

    package init(sku: String, wanted: Int64, available: Int64) {
        self.sku = sku
        self.wanted = wanted
        self.available = available
    }

    /// The shortage as it is told.
    package var fieldError: FieldError {
        FieldError(field: sku, code: Self.code, message: "\(wanted) wanted, \(available) available")
    }

    /// Reads a shortage as it is told; nil when it is another error.
    package init?(_ error: FieldError) {
        let words = error.message.split(separator: " ")
        guard error.code == Self.code, words.count == 4, words[1] == "wanted,", words[3] == "available",
            let wanted = Int64(words[0]), let available = Int64(words[2])
        else { return nil }
        self.init(sku: error.field, wanted: wanted, available: available)
    }
}
