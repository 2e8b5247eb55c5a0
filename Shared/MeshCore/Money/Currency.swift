/// A currency by its code of ISO 4217: three upper-case letters.
///
/// Which codes are in use changes, and a shop decides which of them it sells in; here only the form is held.
package struct Currency: Hashable, Sendable, LosslessStringConvertible {
    package let description: String

    /// Takes a code (`EUR`); nil when it is not three upper-case letters.
    package init?(_ code: String) {
        guard code.utf8.count == 3, code.utf8.allSatisfy({ $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") }) else {
            return nil
        }
        description = code
    }

    private init(known code: StaticString) {
        description = "\(code)"
    }

    package static let eur = Currency(known: "EUR")
    package static let usd = Currency(known: "USD")
    package static let gbp = Currency(known: "GBP")
}

extension Currency: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let currency = Currency(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a currency code of ISO 4217")
        }
        self = currency
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
